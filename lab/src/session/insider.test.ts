import { expect, it } from "vitest";
import { datasets, startTraining } from "wellfit";
import { Insider, type LookAtRun } from "./insider.ts";
import { createModelViewer } from "./shown-model.ts";

const split = datasets.football();
const wanted = { example: 0, parameter: undefined };

async function ready(): Promise<{ readonly insider: Insider; readonly look: LookAtRun }> {
  const insider = await new Promise<Insider>((resolve) => {
    const created = new Insider(() => resolve(created));
    created.want(wanted);
  });
  return {
    insider,
    look: insider.forRun(split.training, createModelViewer(split, 131, undefined).plane, 131),
  };
}

const training = startTraining(split.training, {});
const seen = { model: training.model(), training, isResting: false, now: 0 };

it("nothing is told unless it is wanted", async () => {
  const { insider, look } = await ready();
  expect(look(seen)?.layers).toHaveLength(4);
  insider.want(undefined);
  expect(look({ ...seen, now: 1e6 })).toBeUndefined();
});

it("while a run goes on, looks lie apart; at rest and after another wish there is one at once", async () => {
  const { insider, look } = await ready();
  const isTold = (now: number, isResting = false): boolean => look({ ...seen, now, isResting }) !== undefined;
  expect([0, 50, 140, 160, 170].map((now) => isTold(now))).toEqual([true, false, false, true, false]);
  expect(isTold(180, true)).toBe(true);
  expect(isTold(190)).toBe(false);
  insider.want({ ...wanted, example: 5 });
  expect(look({ ...seen, now: 200 })?.step?.example).toBe(5);
});
