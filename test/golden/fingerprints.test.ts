import { expect, it } from "vitest";
import { datasets } from "../../src/data/datasets.ts";
import { train } from "../../src/train/train.ts";
import { fingerprintCases } from "./fingerprint-cases.ts";

it.each(fingerprintCases)("$name ends with the parameters that every machine gives", async (expected) => {
  const run = await train(datasets.football().training, expected.options);
  expect(run.fingerprint).toBe(expected.fingerprint);
});
