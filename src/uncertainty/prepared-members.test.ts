import { expect, it } from "vitest";
import { fitPreparation } from "../data/preparation/fit-preparation.ts";
import { prepareDataset } from "../data/preparation/prepare-dataset.ts";
import { toTable } from "../data/table/to-table.ts";
import { train } from "../train/train.ts";
import { predictEnsemble } from "./ensemble.ts";
import { predictWithDropout } from "./monte-carlo-dropout.ts";

const table = toTable({
  area: Array.from({ length: 40 }, (_, i) => 40 + ((i * 37) % 91) / 2),
  rent: Array.from({ length: 40 }, (_, i) => 1000 + 10 * ((i * 37) % 91)),
});
const half = Array.from({ length: 20 }, (_, i) => i);
const options = { target: "rent", scaleTarget: true } as const;
const whole = prepareDataset(fitPreparation(table, undefined, options), table).dataset;
const other = prepareDataset(fitPreparation(table, half, options), table).dataset;
const SETTINGS = { optimizer: "adam", learningRate: 0.01, iterations: 300, keepProbability: 0.9 } as const;
const rows = [whole.row(0), whole.row(5)];

it("the members of dropout speak in the units of the target's column", async () => {
  const { model, settings } = await train(whole, SETTINGS);
  const { mean, members } = predictWithDropout(model, rows, { settings, samples: 50 });
  const predicted = model.predict(rows);
  mean.forEach((value, row) => expect(Math.abs(value - (predicted[row] as number))).toBeLessThan(300));
  expect(Math.min(...members.flatMap((member) => Array.from(member)))).toBeGreaterThan(500);
});

it("models of other preparations are no ensemble, though their features have the same names", async () => {
  const [first, second] = [await train(whole, SETTINGS), await train(other, SETTINGS)];
  expect(() => predictEnsemble([first.model, first.model, second.model], rows)).toThrow(
    "predictEnsemble: model 3: expected features prepared as those of model 1, got another preparation.",
  );
});

it("a metric that is monitored has the units of the column, as the least change that counts", async () => {
  const stopped = async (minChange: number) => {
    const watched = {
      development: whole,
      monitor: "rmse",
      patience: 1,
      costInterval: 10,
      minChange,
    } as const;
    return (await train(whole, { ...SETTINGS, keepProbability: 1, ...watched })).iterations;
  };
  // The deviation of the target is some hundreds: no scaled error could ever fall by 1.
  expect(await stopped(1)).toBeGreaterThan(20);
  expect(await stopped(1e6)).toBeLessThanOrEqual(20);
});
