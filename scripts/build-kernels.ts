/**
 * Compiles the kernels of assembly/ to WebAssembly and embeds them in src/engine/generated, one module for each
 * precision. A test compiles them again and holds both equal.
 *
 * Run:  npm run build:kernels
 */

import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compileKernels, KERNEL_PRECISIONS, toEmbeddedModule } from "./kernel-compiler.ts";

const FOLDER = new URL("../src/engine/generated/", import.meta.url);

await mkdir(FOLDER, { recursive: true });
for (const precision of KERNEL_PRECISIONS) {
  const wasm = await compileKernels(precision);
  const file = new URL(`${precision}.ts`, FOLDER);
  await writeFile(file, toEmbeddedModule(precision, wasm));
  console.log(`${fileURLToPath(file)}: ${wasm.length} bytes of WebAssembly`);
}
