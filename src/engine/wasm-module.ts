import { UnsupportedError } from "../base/errors.ts";
import { MEMORY_KIND_PLACE as PLACE_F32, WASM_HEX as WASM_F32 } from "./generated/f32.ts";
import { MEMORY_KIND_PLACE as PLACE_F64, WASM_HEX as WASM_F64 } from "./generated/f64.ts";
import type { Precision } from "./precision.ts";

/** Who uses the memory that a module computes on: one thread, or several at the same time. */
export type MemoryUse = "own" | "shared";

/** The mark of a memory that threads share: it has a maximum, and it is shared. */
const SHARED_KIND = 3;

/** Compiled modules by precision and use: compiling is done once per thread, when a network is first computed. */
const modules = new Map<string, WebAssembly.Module>();

/**
 * The compiled kernels of a precision. For a shared memory they are the same kernels: WebAssembly has a module declare in
 * its import what kind of memory it is given.
 *
 * @throws UnsupportedError where the platform has no WebAssembly with SIMD
 */
export function wasmModule(precision: Precision, use: MemoryUse = "own"): WebAssembly.Module {
  const name = `${precision} ${use}`;
  const known = modules.get(name);
  if (known !== undefined) return known;
  const bytes = toBytes(precision === "f64" ? WASM_F64 : WASM_F32);
  if (use === "shared") bytes[precision === "f64" ? PLACE_F64 : PLACE_F32] = SHARED_KIND;
  const module = compile(bytes);
  modules.set(name, module);
  return module;
}

function toBytes(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

function compile(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes);
  } catch (cause) {
    throw new UnsupportedError(
      "Training on a platform without WebAssembly SIMD",
      "Node 22 and every browser since 2023 have it.",
      { cause },
    );
  }
}
