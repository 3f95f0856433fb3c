import { expect, it } from "vitest";
import { datasets, train } from "../../src/index.ts";
import { fingerprintCases, trainCase } from "./fingerprint-cases.ts";
import fingerprints from "./fingerprints.json" with { type: "json" };

it("every case has its fingerprint, and no other has the same", () => {
  expect(Object.keys(fingerprints)).toEqual(fingerprintCases.map(({ name }) => name));
  expect(new Set(Object.values(fingerprints)).size).toBe(fingerprintCases.length);
});

it.each(fingerprintCases)("$name ends with the parameters that every machine gives", async (entry) => {
  const run = await trainCase({ datasets, train }, entry);
  expect(run.outcome).toEqual({ kind: "finished" });
  expect(run.fingerprint).toBe((fingerprints as Record<string, string>)[entry.name]);
});
