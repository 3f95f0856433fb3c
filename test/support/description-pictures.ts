import { plotHistogram } from "../../src/plot/histogram.ts";
import { plotNamedBars } from "../../src/plot/named-bars.ts";
import { longNames, texts } from "./metric-pictures.ts";

const share = (name: string, value: number) => ({
  name,
  value,
  label: `${Math.round(9 * value)} (${value.toFixed(1)} %)`,
});
const association = (name: string, value: number, reference: number) => ({
  name,
  value,
  label: `r ${value.toFixed(2).replace("-", "−")}`,
  reference: value < 0 ? -reference : reference,
});
const quartiles = { lowerQuartile: 14.5, median: 21, upperQuartile: 33 };
const axes = { xLabel: "age", yLabel: "number of rows" };

/** Pictures of what there is in a table, from numbers that are written here. */
export const descriptionPictures: Readonly<Record<string, string>> = {
  "bars-classes": plotNamedBars({
    ...texts,
    bars: [share("guests", 49.5), share("home", 30.5), share("nobody at all", 20)],
    xLabel: "share of the rows",
    domain: [0, 52],
    unit: "%",
    areClasses: true,
  }),
  "bars-associations": plotNamedBars({
    ...texts,
    bars: [
      association("a", 1, 0.04),
      association("middle", -0.62, 0.04),
      association("close to nothing", 0.03, 0.04),
      association("nothing", 0, 0.04),
    ],
    xLabel: "association",
    domain: [-1, 1],
    referenceLabel: "what chance alone makes of it",
  }),
  "bars-long-names": plotNamedBars({
    ...texts,
    bars: longNames.map((name, i) => share(name, 100 / (i + 1))),
    xLabel: "share of the rows",
    domain: [0, 100],
    unit: "%",
  }),
  "histogram-usual": plotHistogram({
    ...texts,
    ...axes,
    edges: [0, 10, 20, 30, 40, 50, 60],
    counts: [15, 120, 60, 0, 31, 2],
    quartiles,
  }),
  "histogram-large": plotHistogram({
    ...texts,
    ...axes,
    edges: [-3e90, 0, 3e90],
    counts: [1_234_567, 3],
    quartiles: { lowerQuartile: -1e90, median: 0, upperQuartile: 1e90 },
  }),
  "histogram-one-value": plotHistogram({
    ...texts,
    ...axes,
    edges: [7.5, 7.5],
    counts: [3],
    quartiles: { lowerQuartile: 7.5, median: 7.5, upperQuartile: 7.5 },
  }),
};
