import { UnsupportedError } from "../base/errors.ts";
import { WASM_HEX as WASM_F32 } from "./generated/f32.ts";
import { WASM_HEX as WASM_F64 } from "./generated/f64.ts";
import type { Precision } from "./precision.ts";

/** Compiled modules by precision: compiling is done once per thread, when a network is first computed. */
const modules = new Map<Precision, WebAssembly.Module>();

/**
 * The compiled kernels of a precision.
 *
 * @throws UnsupportedError where the platform has no WebAssembly with SIMD
 */
export function wasmModule(precision: Precision): WebAssembly.Module {
  const known = modules.get(precision);
  if (known !== undefined) return known;
  const module = compile(toBytes(precision === "f64" ? WASM_F64 : WASM_F32));
  modules.set(precision, module);
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
