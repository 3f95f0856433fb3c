import { expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { checkMemory } from "./check-memory.ts";
import { checkGradients } from "./gradient-check.ts";
import { resolveSettings, type TrainOptions } from "./options.ts";
import type { RunSize } from "./run-size.ts";
import { train } from "./train.ts";

const check = (options: TrainOptions, sizes: Partial<RunSize> = {}): void => {
  const settings = resolveSettings(options);
  const { hiddenLayers, activation } = settings;
  const spec = { inputs: 2, hiddenLayers, activation };
  checkMemory({ spec, settings, examples: 1_000_000, developmentExamples: 0, ...sizes });
};

it("a run whose arrays fill the memory is refused before they are made", () => {
  expect(() => check({ hiddenLayers: [4096] })).toThrow(
    "hiddenLayers: expected arrays of at most 4.0 GiB for one run, " +
      "got 61.1 GiB for hidden layers [4096] and 1 000 000 examples. Take fewer units or fewer examples.",
  );
  const deep = Array.from({ length: 20 }, () => 4096);
  expect(() => check({ hiddenLayers: deep }, { examples: 2 })).toThrow("got 4.8 GiB for hidden layers");
  expect(() => check({ hiddenLayers: [] }, { examples: 2 ** 31 })).toThrow(
    "got 64.0 GiB for hidden layers [] and 2 147 483 648 examples. Take fewer examples.",
  );
});

it("dropout and development examples take arrays of their own", () => {
  expect(() => check({ hiddenLayers: [200] })).not.toThrow();
  expect(() => check({ hiddenLayers: [200], keepProbability: 0.9 })).toThrow("got 7.5 GiB");
  expect(() => check({ hiddenLayers: [200] }, { developmentExamples: 2_000_000 })).toThrow(
    "and 3 000 000 examples",
  );
});

it("training and the gradient check refuse such a run", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => [i % 2]);
  const data = Dataset.fromRows({ name: "d", rows, labels: rows.map(([value]) => value as number) });
  const options = { hiddenLayers: [4096, 4096, 4096], keepProbability: 0.5 };
  const refusal = "hiddenLayers: expected arrays of at most 4.0 GiB for one run, got 9.";
  await expect(train(data, options)).rejects.toThrow(refusal);
  expect(() => checkGradients(data, options)).toThrow(refusal);
});
