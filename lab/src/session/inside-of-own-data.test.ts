import { describe, expect, it, vi } from "vitest";
import { type DataSplit, readDataset, startTraining, type TargetColumn } from "wellfit";
import { ownFileSource } from "../state/data-recipe.ts";
import type { Axes } from "../state/lab-state.ts";
import type { Frame, Report } from "./protocol.ts";
import { createModelViewer } from "./shown-model.ts";
import { createTrainer } from "./trainer.ts";

/** Three measurements, a class of three kinds, and a number that two of them make. */
const CSV = [
  "length,width,height,kind,weight",
  ...Array.from({ length: 90 }, (_, row) => {
    const [length, width, height] = [(row * 37) % 53, ((row * 29) % 47) / 4, 5 + ((row * 13) % 31)];
    const kind = length > 35 ? "long" : width > 6 ? "wide" : "small";
    return [length, width, height, kind, 2 * length + width * width].join();
  }),
  "",
].join("\n");
const NAME = "boxes.csv";
const ITERATIONS = 40;

const read = (target: string): Promise<DataSplit<TargetColumn>> =>
  readDataset(new TextEncoder().encode(CSV), { name: NAME, target });

/** A trainer in a worker that learns from the file and tells what the network is like inside. */
async function lookInto(target: string) {
  const reports: Report[] = [];
  let work: (() => void) | undefined;
  let time = 0;
  const obey = createTrainer({
    post: (report) => void reports.push(report),
    now: () => (time += 10),
    afterMessages: (next) => {
      work = next;
    },
  });
  /** Lets it work until a new frame tells of the inside at rest. */
  const look = async (): Promise<Frame> => {
    const before = reports.length;
    return vi.waitFor(
      () => {
        work?.();
        obey({ type: "drawn" });
        const last = reports.slice(before).findLast((report) => report.type === "frame");
        if (last?.frame.isResting !== true || last.frame.inside === undefined) throw new Error("no look yet");
        return last.frame;
      },
      { timeout: 60_000, interval: 1 },
    );
  };
  obey({
    type: "start",
    run: 1,
    data: { source: ownFileSource("hash", NAME), sample: {}, reading: { target } },
    file: new Blob([CSV]),
    base: "http://127.0.0.1/",
    settings: { iterations: ITERATIONS },
    changes: [],
    until: Infinity,
    perSecond: Infinity,
  });
  obey({ type: "lookInside", wanted: { example: undefined, parameter: undefined } });
  const first = await look();
  const showAxes = (axes: Axes): Promise<Frame> => {
    obey({ type: "axes", axes });
    return look();
  };
  return { first, showAxes };
}

/** What a feature is over the points of a plane, along whose sides it is not: everywhere the same. */
const isEven = (values: Float32Array): boolean => values.every((value) => value === values[0]);

describe.each(["kind", "weight"])("the inside of a network that learns a file's %s", (target) => {
  it("is told over the plane that is shown, and over another once that is chosen", async () => {
    const split = await read(target);
    const names = split.training.features.map(({ name }) => name);
    const training = startTraining(split.training, { iterations: ITERATIONS });
    training.advance(ITERATIONS);
    const model = training.model();
    const { first, showAxes } = await lookInto(target);
    const chosen = ["height", "width"] as const;
    const looks = [
      { frame: first, axes: undefined, across: names[0], up: names[1] },
      { frame: await showAxes(chosen), axes: chosen, across: chosen[0], up: chosen[1] },
    ];
    for (const { frame, axes, across, up } of looks) {
      const { layers, columns, rows } = frame.inside as NonNullable<Frame["inside"]>;
      const { points } = createModelViewer(split, 1, axes).plane(columns - 3);
      expect(points).toHaveLength(columns * rows);
      const features = names.map((_, place) =>
        layers[0]?.responses.subarray(place * points.length, (place + 1) * points.length),
      ) as Float32Array[];
      for (const [place, values] of features.entries()) {
        expect(values).toEqual(Float32Array.from(points, (row) => row[place] as number));
        expect(isEven(values)).toBe(names[place] !== across && names[place] !== up);
      }
      const lowest = features[names.indexOf(across as string)]?.subarray(0, columns);
      expect(new Set(lowest).size).toBe(columns);
      const { outputs } = model;
      const logits = model.logits(points);
      const last = layers.at(-1)?.responses as Float32Array;
      for (let output = 0; output < outputs; output++)
        expect(last.subarray(output * points.length, (output + 1) * points.length)).toEqual(
          Float32Array.from(points, (_, point) => logits[point * outputs + output] as number),
        );
    }
  });

  it("has a step that ends at the weight which the next iteration brings", async () => {
    const { training: examples } = await read(target);
    const training = startTraining(examples, { iterations: ITERATIONS + 1 });
    training.advance(ITERATIONS);
    const { step } = (await lookInto(target)).first.inside as NonNullable<Frame["inside"]>;
    const { unit = -1, input = -1 } = step?.parameter ?? {};
    const weight = (): number | undefined => training.model().toTextbook().W1?.at(unit, input);
    expect([step?.parameter.layer, step?.before, step?.isOfShown]).toEqual([1, weight(), true]);
    const { costs } = training.model().scores(examples);
    expect(step?.cost[0]?.result).toBeCloseTo(costs[step?.example ?? -1] as number, 12);
    training.advance(1);
    expect(step?.after).toBe(weight());
  });
});
