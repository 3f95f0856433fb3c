import { expect, it } from "vitest";
import { checkMemory } from "./check-memory.ts";

const specOf = (...hiddenLayers: number[]) => ({ inputs: 2, hiddenLayers, activation: "relu" as const });

it("a run whose arrays fill the memory is refused before they are made", () => {
  expect(() => checkMemory(specOf(4096), 1_000_000, false)).toThrow(
    "hiddenLayers: expected layers that take at most 4 GiB of memory with 1000000 examples, " +
      "got 4096 units, which take 61 GiB. Take fewer units or fewer examples.",
  );
  expect(() => checkMemory(specOf(...Array.from({ length: 20 }, () => 4096)), 2, false)).toThrow(
    "which take 5 GiB",
  );
});

it("dropout takes arrays of its own", () => {
  expect(() => checkMemory(specOf(200), 1_000_000, false)).not.toThrow();
  expect(() => checkMemory(specOf(200), 1_000_000, true)).toThrow("got 200 units, which take 6 GiB");
});
