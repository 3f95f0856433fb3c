import { gzipSync } from "node:zlib";
import { expect, inject, it } from "vitest";
import { bundle } from "../support/bundle.ts";

/** What a browser loads for a program, compressed. */
const compressedBytes = (script: string): number => gzipSync(script).length;

it("the root entry bundles for a browser without any module of Node, into at most 120 kB", async () => {
  const script = await bundle(inject("project"), 'export * from "wellfit";');
  expect(script).not.toMatch(/["']node:|require\(/);
  expect(compressedBytes(script)).toBeLessThan(120_000);
});

it("a page that compares, statistics included, loads neither pictures nor readers: at most 52 kB", async () => {
  const program =
    'import { compare, Dataset, splitDataset } from "wellfit"; export { compare, Dataset, splitDataset };';
  expect(compressedBytes(await bundle(inject("project"), program))).toBeLessThan(52_000);
});

it("a page that only trains loads neither pictures nor readers: at most 40 kB", async () => {
  const program = 'import { Dataset, train } from "wellfit"; export { Dataset, train };';
  expect(compressedBytes(await bundle(inject("project"), program))).toBeLessThan(40_000);
});
