import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { compileKernels, KERNEL_PRECISIONS, toEmbeddedModule } from "../scripts/kernel-compiler.ts";

it.each(KERNEL_PRECISIONS)("the embedded kernels in %s are what assembly/ compiles to", async (precision) => {
  const file = new URL(`../src/engine/generated/${precision}.ts`, import.meta.url);
  const [embedded, wasm] = await Promise.all([readFile(file, "utf8"), compileKernels(precision)]);
  const isSame = embedded === toEmbeddedModule(precision, wasm);
  expect(isSame, `src/engine/generated/${precision}.ts is out of date: run "npm run build:kernels"`).toBe(
    true,
  );
});
