import { expect, it } from "vitest";
import { Dataset } from "../data/dataset.ts";
import { checkMemory, type RunSize } from "./check-memory.ts";
import { checkGradients } from "./gradient-check.ts";
import { train } from "./train.ts";

const sizeOf = (hiddenLayers: readonly number[], others: Partial<RunSize> = {}): RunSize => ({
  spec: { inputs: 2, hiddenLayers, activation: "relu" },
  examples: 1_000_000,
  developmentExamples: 0,
  hasDropout: false,
  ...others,
});

it("a run whose arrays fill the memory is refused before they are made", () => {
  expect(() => checkMemory(sizeOf([4096]))).toThrow(
    "hiddenLayers: expected layers that take at most 4 GiB of memory with 1000000 examples, " +
      "got layers of 4096 units, which take 61 GiB. Take fewer units or fewer examples.",
  );
  const deep = Array.from({ length: 20 }, () => 4096);
  expect(() => checkMemory(sizeOf(deep, { examples: 2 }))).toThrow("which take 5 GiB");
  expect(() => checkMemory(sizeOf([], { examples: 2 ** 31 }))).toThrow("got no layer, which take 64 GiB");
});

it("dropout and development examples take arrays of their own", () => {
  expect(() => checkMemory(sizeOf([200]))).not.toThrow();
  expect(() => checkMemory(sizeOf([200], { hasDropout: true }))).toThrow("which take 8 GiB");
  const development = { developmentExamples: 2_000_000 };
  expect(() => checkMemory(sizeOf([200], development))).toThrow("with 3000000 examples");
});

it("training and the gradient check refuse such a run", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => [i % 2]);
  const data = Dataset.fromRows({ name: "d", rows, labels: rows.map(([value]) => value as number) });
  const hiddenLayers = [4096, 4096, 4096];
  const refusal = "hiddenLayers: expected layers that take at most 4 GiB";
  await expect(train(data, { hiddenLayers, keepProbability: 0.5 })).rejects.toThrow(refusal);
  expect(() => checkGradients(data, { hiddenLayers, keepProbability: 0.5 })).toThrow(refusal);
});
