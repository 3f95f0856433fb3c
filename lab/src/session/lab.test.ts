import { describe, expect, it } from "vitest";
import { datasets, train } from "wellfit";
import type { LabState } from "../state/lab-state.ts";
import { firstState, withDuplicate, withoutVariant } from "../state/lab-state.ts";
import { Lab } from "./lab.ts";
import type { Order, Report } from "./protocol.ts";
import { createTrainer } from "./trainer.ts";
import type { TrainingWorker } from "./variant-run.ts";

const SHORT: LabState = { ...firstState, shared: { iterations: 400 } };

/** Workers in the test's own thread, that take turns; how many there are tells whether they are ended. */
function createWorkshop() {
  let working = 0;
  const startWorker = (): TrainingWorker => {
    working++;
    let isAlive = true;
    let hear: ((message: { readonly data: Report }) => void) | undefined;
    const obey = createTrainer({
      post: (data) => void setImmediate(() => isAlive && hear?.({ data: structuredClone(data) })),
      now: () => performance.now(),
      afterMessages: (work) => void setImmediate(() => isAlive && work()),
    });
    return {
      postMessage: (order: Order) => void setImmediate(() => isAlive && obey(order)),
      addEventListener: (type: string, listener: unknown) => {
        if (type === "message") hear = listener as typeof hear;
      },
      terminate: () => {
        isAlive = false;
        working--;
      },
    };
  };
  const open = (state: LabState, iteration?: number): Lab =>
    new Lab(
      { base: "http://127.0.0.1/", startWorker, atNextPicture: (draw) => void setImmediate(draw) },
      { state, iteration },
    );
  return { open, working: () => working };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Waits until a lab is at rest. */
async function rest(lab: Lab): Promise<void> {
  do await turn();
  while (!lab.isAtRest.value);
}

const fingerprintsOf = (lab: Lab) => lab.contestants.value.map(({ run }) => run.present.value?.fingerprint);
const iterationsOf = (lab: Lab) => lab.contestants.value.map(({ run }) => run.present.value?.iteration);

describe("a lab", () => {
  it("trains all networks to their end when it opens, to the bits of train", async () => {
    const lab = createWorkshop().open(SHORT);
    expect(lab.isPlaying.value).toBe(true);
    await rest(lab);
    expect([lab.isPlaying.value, lab.progress.isOver.value]).toEqual([false, true]);
    const settings = [{}, { lambda: 0.7 }, { keepProbability: 0.86 }];
    const runs = await Promise.all(
      settings.map((own) => train(datasets.football().training, { iterations: 400, ...own })),
    );
    expect(fingerprintsOf(lab)).toEqual(runs.map(({ fingerprint }) => fingerprint));
  });

  it("goes to the iteration of an address, on by steps, and back to the start", async () => {
    const lab = createWorkshop().open(SHORT, 30);
    await rest(lab);
    expect(iterationsOf(lab)).toEqual([30, 30, 30]);
    lab.step(10);
    await rest(lab);
    expect(iterationsOf(lab)).toEqual([40, 40, 40]);
    expect(lab.place.value.iteration).toBe(40);
    lab.restart();
    await rest(lab);
    expect(iterationsOf(lab)).toEqual([0, 0, 0]);
  });

  it("stops all networks where the first of them is, and never shows rest before", async () => {
    const lab = createWorkshop().open({ ...firstState, shared: { iterations: 100_000 } });
    while (lab.progress.iteration.value === 0) await turn();
    lab.pause();
    expect(lab.isPlaying.value).toBe(false);
    await rest(lab);
    expect(new Set(iterationsOf(lab)).size).toBe(1);
  });

  it("begins anew only what has changed, which catches up", async () => {
    const lab = createWorkshop().open(SHORT, 50);
    await rest(lab);
    const before = fingerprintsOf(lab);
    lab.set("keepProbability", 0.5, 3);
    expect(lab.contestants.value.map(({ run }) => run.present.value === undefined)).toEqual([
      false,
      false,
      true,
    ]);
    await rest(lab);
    expect(iterationsOf(lab)).toEqual([50, 50, 50]);
    expect(fingerprintsOf(lab).slice(0, 2)).toEqual(before.slice(0, 2));
    expect(fingerprintsOf(lab)[2]).not.toBe(before[2]);
  });

  it("changes the learning rate of all on the way, but of those that have their own", async () => {
    const state = {
      ...SHORT,
      variants: SHORT.variants.with(1, { id: 2, own: { learningRate: 0.1 }, changes: [] }),
    };
    const lab = createWorkshop().open(state, 50);
    await rest(lab);
    lab.set("learningRate", 0.05);
    while (lab.state.value.variants[2]?.changes.length === 0) await turn();
    const change = { iteration: 50, learningRate: 0.05 };
    expect(lab.state.value.variants.map(({ changes }) => changes)).toEqual([[change], [], [change]]);
    expect(iterationsOf(lab)).toEqual([50, 50, 50]);
  });

  it("comes back to a run that was changed on the way by its address alone", async () => {
    const workshop = createWorkshop();
    const lab = workshop.open(SHORT, 50);
    await rest(lab);
    lab.set("lambda", 3, 1);
    while (lab.state.value.variants[0]?.changes.length === 0) await turn();
    lab.play();
    await rest(lab);
    const other = workshop.open(lab.place.value.state, lab.place.value.iteration);
    await rest(other);
    expect(fingerprintsOf(other)).toEqual(fingerprintsOf(lab));
  });

  it("begins with the last values when it trains again", async () => {
    const lab = createWorkshop().open(SHORT, 50);
    await rest(lab);
    lab.set("lambda", 3, 1);
    while (lab.state.value.variants[0]?.changes.length === 0) await turn();
    lab.restart();
    expect(lab.state.value.variants[0]).toEqual({ id: 1, own: { lambda: 3 }, changes: [] });
  });

  it("has a worker for every network, and ends those that are removed", async () => {
    const workshop = createWorkshop();
    const lab = workshop.open(SHORT, 0);
    await rest(lab);
    lab.update((state) => withDuplicate(state, 1));
    expect(workshop.working()).toBe(4);
    lab.update((state) => withoutVariant(withoutVariant(state, 1), 2));
    expect(workshop.working()).toBe(2);
    await rest(lab);
    expect(iterationsOf(lab)).toEqual([0, 0]);
  });

  it("tells a run that cannot be, and goes on when it is mended", async () => {
    const lab = createWorkshop().open({ ...SHORT, shared: { iterations: 20, patience: 2 } });
    const troubleOf = () => lab.contestants.value[0]?.run.trouble.value;
    while (troubleOf() === undefined) await turn();
    expect(troubleOf()).toContain("patience: expected development data");
    lab.set("patience", undefined);
    await rest(lab);
    expect([troubleOf(), iterationsOf(lab)]).toEqual([undefined, [20, 20, 20]]);
  });
});
