import { gzipSync } from "node:zlib";
import { expect, inject, it } from "vitest";
import { bundle, bundleOfStart } from "../support/bundle.ts";

/*
 * Why the limits are where they are: options are names in tables, so a page that only trains brings every optimizer,
 * loss, schedule, regularizer and metric that a run may choose by its name, what divides a run among threads, and the
 * kernels of all of them in both precisions, which alone are two fifths of it. The limits leave a few per cent above what
 * that takes: what grows beyond them should be something that a page cannot do without.
 */

/** What a browser loads for a program, compressed. */
const compressedBytes = (script: string): number => gzipSync(script).length;

it("the root entry bundles for a browser without any module of Node", async () => {
  expect(await bundle(inject("project"), 'export * from "wellfit";')).not.toMatch(/["']node:|require\(/);
});

it("the root entry without the formats that few files are in is at most 262 kB", async () => {
  const scripts = await bundleOfStart(inject("project"), 'export * from "wellfit";');
  expect(compressedBytes(scripts.join("\n"))).toBeLessThan(262_000);
});

it("a page that compares, statistics included, loads neither pictures nor readers: at most 107 kB", async () => {
  const program =
    'import { compare, Dataset, splitDataset } from "wellfit"; export { compare, Dataset, splitDataset };';
  expect(compressedBytes(await bundle(inject("project"), program))).toBeLessThan(107_000);
});

it("a page that only trains loads neither pictures nor readers: at most 91 kB", async () => {
  const program = 'import { Dataset, train } from "wellfit"; export { Dataset, train };';
  expect(compressedBytes(await bundle(inject("project"), program))).toBeLessThan(91_000);
});
