import { describe, expect, it } from "vitest";
import { datasets, parseModelBytes, startTraining, train } from "wellfit";
import type { Frame, Order, Report, RunOrder } from "./protocol.ts";
import { createTrainer } from "./trainer.ts";

const SETTINGS = { iterations: 2000, keepProbability: 0.86 };
const ORDER: RunOrder = {
  type: "start",
  run: 1,
  data: { source: "football", sample: {} },
  base: "http://127.0.0.1/",
  settings: SETTINGS,
  changes: [],
  until: Infinity,
  perSecond: Infinity,
};

/** A trainer with a clock that a test moves, and its reports. */
function rig({ millisecondsPerLook = 0.01 } = {}) {
  const reports: Report[] = [];
  let time = 0;
  let work: (() => void) | undefined;
  const obey = createTrainer({
    post: (report) => void reports.push(report),
    now: () => (time += millisecondsPerLook),
    afterMessages: (next, delayMs) => {
      time += delayMs;
      work = next;
    },
  });
  const frames = (): readonly Frame[] =>
    reports.flatMap((report) => (report.type === "frame" ? [report.frame] : []));
  /** Lets it work until it rests, or so many times. */
  const run = (turns = Infinity): void => {
    for (let turn = 0; work !== undefined && turn < turns; turn++) {
      const next = work;
      work = undefined;
      const before = frames().length;
      next();
      if (frames().length > before) obey({ type: "drawn" });
    }
  };
  /** Gives an order, with the time that loading data takes. */
  const order = async (given: Order): Promise<void> => {
    obey(given);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { reports, frames, run, order, last: () => frames().at(-1) as Frame };
}

describe("a trainer", () => {
  it("makes the run of train, to the last bit, however it is cut into slices", async () => {
    const settings = { ...SETTINGS, iterations: 150 };
    const expected = await train(datasets.football().training, settings);
    for (const millisecondsPerLook of [0.01, 1, 20]) {
      const { order, run, last } = rig({ millisecondsPerLook });
      await order({ ...ORDER, settings });
      run();
      expect(last()).toMatchObject({
        iteration: 150,
        isResting: true,
        outcome: { kind: "finished" },
        fingerprint: expected.fingerprint,
      });
    }
  });

  it("tells the data, then every cost once", async () => {
    const { training, test } = datasets.football();
    const { history } = await train(training, { ...SETTINGS, development: test });
    const { order, run, reports, frames } = rig({ millisecondsPerLook: 1 });
    await order(ORDER);
    run();
    expect(reports[0]).toMatchObject({
      type: "started",
      iterations: 2000,
      layers: [2, 20, 3, 1],
      data: { name: "football", classNames: ["guests", "home"], heldOutPart: "test", examples: 211 },
    });
    expect(frames().length).toBeGreaterThan(3);
    expect(frames().flatMap(({ records }) => records.iteration)).toEqual(history.iteration);
    expect(frames().flatMap(({ records }) => records.dataCost)).toEqual(history.dataCostWithoutDropout);
    expect(frames().flatMap(({ records }) => records.heldOutCost)).toEqual(history.developmentCost);
  });

  it("stops where it is told, and goes on from there", async () => {
    const { order, run, last } = rig();
    await order({ ...ORDER, until: 7 });
    run();
    expect(last()).toMatchObject({ iteration: 7, isResting: true, outcome: undefined });
    await order({ type: "go", until: 17, perSecond: Infinity });
    run();
    const expected = startTraining(datasets.football().training, SETTINGS);
    expected.advance(17);
    expect(last()).toMatchObject({ iteration: 17, fingerprint: expected.model().fingerprint });
  });

  it("goes at the pace that it is given", async () => {
    const { order, run, last } = rig({ millisecondsPerLook: 1 });
    await order({ ...ORDER, perSecond: 100 });
    run(200);
    expect(last().iteration).toBeGreaterThan(20);
    expect(last().rate).toBeGreaterThan(80);
    expect(last().rate).toBeLessThan(140);
  });

  it("changes λ on the way, and says when: given the change, a run is the same", async () => {
    const first = rig();
    await first.order({ ...ORDER, until: 500 });
    first.run();
    await first.order({ type: "change", name: "lambda", value: 2 });
    await first.order({ type: "go", until: Infinity, perSecond: Infinity });
    first.run();
    const change = { iteration: 500, lambda: 2 };
    expect(first.reports).toContainEqual({ type: "changed", run: 1, change });
    const second = rig();
    await second.order({ ...ORDER, changes: [change] });
    second.run();
    expect(second.last().fingerprint).toBe(first.last().fingerprint);
  });

  it("shows what was recorded before, and saves it as a model", async () => {
    const { order, run, last, reports } = rig();
    await order(ORDER);
    run();
    await order({ type: "show", iteration: 1000 });
    run();
    const expected = startTraining(datasets.football().training, SETTINGS);
    expected.advance(last().shown);
    expect(last().shown).toBeGreaterThan(990);
    expect(last()).toMatchObject({ iteration: 2000, fingerprint: expected.model().fingerprint });
    await order({ type: "save" });
    await expect.poll(() => reports.at(-1)?.type).toBe("saved");
    const saved = reports.at(-1) as Extract<Report, { type: "saved" }>;
    expect(parseModelBytes(saved.bytes).fingerprint).toBe(last().fingerprint);
  });

  it("gives the best parameters where early stopping chose them", async () => {
    const settings = { iterations: 3000, patience: 3, costInterval: 10, hiddenLayers: [30], learningRate: 1 };
    const data = { source: "moons", sample: { examples: 100, noise: 0.4 } };
    const { order, run, last } = rig();
    await order({ ...ORDER, settings, data });
    run();
    expect(last().outcome).toMatchObject({ kind: "stoppedEarly" });
    expect(last().heldOut.accuracy).toBeGreaterThan(0.5);
  });

  it("says in the library's words what cannot be", async () => {
    const { order, run, reports } = rig();
    await order({ ...ORDER, settings: { patience: 3 } });
    await order({ ...ORDER, run: 2, settings: { activation: ["relu"] } });
    run();
    expect(reports.map((report) => report.type === "refused" && report.message)).toEqual([
      expect.stringContaining("patience: expected development data beside it"),
      expect.stringContaining("activation: expected"),
    ]);
  });

  it("gives a logit for each of several classes", async () => {
    const { order, run, last, reports } = rig();
    await order({
      ...ORDER,
      data: { source: "blobs", sample: { classes: 3, examples: 90 } },
      settings: { iterations: 50 },
    });
    run();
    const { grid } = reports[0] as Extract<Report, { type: "started" }>;
    expect(last().outputs).toBe(3);
    expect(last().logits).toHaveLength(3 * grid.columns * grid.rows);
  });
});
