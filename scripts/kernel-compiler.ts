/** Compiles the kernels of assembly/ to WebAssembly. */

import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { FIRST_FREE_ADDRESS } from "../src/engine/memory-plan.ts";
import type { Precision } from "../src/engine/precision.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The precisions in which the kernels are compiled; each has an entry file of its name in assembly/. */
export const KERNEL_PRECISIONS: readonly Precision[] = ["f64", "f32"];

/** Nothing that the kernels import or export depends on the machine, so neither do the bytes. */
const FLAGS = [
  "-O3",
  "--shrinkLevel",
  "1",
  "--noAssert",
  "--runtime",
  "stub",
  "--enable",
  "simd",
  // The program brings the memory; the constants lie at its start.
  "--importMemory",
  "--noExportMemory",
  "--memoryBase",
  "64",
  "--initialMemory",
  "1",
  // All that 32-bit addresses reach: a memory that threads share must say so, and src/engine/wasm-module.ts makes this one that.
  "--maximumMemory",
  "65536",
  // Without this the module would import a function to report errors; the kernels have none.
  "--use",
  "abort=",
  // Warns of vectors as parameters of functions that are not exported.
  "--disableWarning",
  "112",
] as const;

/**
 * The WebAssembly module of one precision: the same bytes from the same sources on every machine.
 *
 * @throws Error with the compiler's messages
 */
export async function compileKernels(precision: Precision): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(join(tmpdir(), "wellfit-kernels-"));
  try {
    const file = join(folder, "kernels.wasm");
    const compiler = join(ROOT, "node_modules/assemblyscript/bin/asc.js");
    const args = [compiler, `assembly/${precision}.ts`, "-o", relative(ROOT, file), ...FLAGS];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
    if (status !== 0) throw new Error(`assembly/${precision}.ts does not compile:\n${stderr}`);
    const wasm = new Uint8Array(await readFile(file));
    checkConstantsFit(wasm);
    return wasm;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The constants of the kernels must end before the memory that a plan gives away. */
function checkConstantsFit(wasm: Uint8Array<ArrayBuffer>): void {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  // oxlint-disable-next-line no-new
  new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { memory } });
  const used = new Uint8Array(memory.buffer).findLastIndex((byte) => byte !== 0);
  if (used >= FIRST_FREE_ADDRESS) throw new Error(`constants reach address ${used}`);
}

/**
 * The text of a file of src/engine/generated: in hexadecimal, which compresses to three quarters of base64,
 * since compression finds equal bytes in it wherever they lie.
 */
export function toEmbeddedModule(precision: Precision, wasm: Uint8Array): string {
  return [
    `/** The kernels in ${precision}, compiled from assembly/ by \`npm run build:kernels\`: WebAssembly in hexadecimal. */`,
    "export const WASM_HEX =",
    `  "${Buffer.from(wasm).toString("hex")}";`,
    "",
    "/** Which byte of it says what kind of memory it imports: 1 for one of its own thread, 3 for one that threads share. */",
    `export const MEMORY_KIND_PLACE = ${findMemoryKind(wasm)};`,
    "",
  ].join("\n");
}

/** The byte behind the import's name and the mark of a memory: its limits, where bit 0 tells of a maximum and bit 1 of sharing. */
function findMemoryKind(wasm: Uint8Array): number {
  const name = Buffer.from("\x06memory\x02", "latin1");
  const place = Buffer.from(wasm).indexOf(name) + name.length;
  if (place < name.length || wasm[place] !== 1)
    throw new Error("the module imports no memory with a maximum");
  return place;
}
