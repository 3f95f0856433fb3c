import { expect, it } from "vitest";
import { plotWeightHistograms } from "./weight-histograms.ts";

const draw = (name: string, ...weights: number[]): string =>
  plotWeightHistograms({
    title: "t",
    description: "d",
    rows: [{ name, layers: [Float64Array.from(weights)] }],
  });

it("weights on either side of 0 share a bar, whose middle is 0", () => {
  const svg = draw("a", -1, -1e-9, 0, 1e-9, 1);
  const bars = [...svg.matchAll(/class="wf-bar [^"]*" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)];
  expect(bars).toHaveLength(3);
  const [, middle] = bars.map(([, x, width]) => Number(x) + Number(width) / 2);
  const zero = Number(/<text x="([\d.]+)"[^>]*>0<\/text>/.exec(svg.slice(svg.indexOf("wf-bar")))?.[1]);
  expect(middle).toBeCloseTo(zero, 1);
});

it("panels are named by model and layer as those of other pictures are", () => {
  expect(draw("dropout (keep 0.86, frozen mask)", 1)).toContain(
    'class="wf-heading">dropout (keep 0.86, frozen mask), layer 1<',
  );
});
