import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { hasSimd } from "../scripts/engines/simd-probe.ts";
import { VERSION } from "../src/base/version.ts";
import type { Precision } from "../src/engine/precision.ts";
import { wasmModule } from "../src/engine/wasm-module.ts";

it("the tests run on the Node that the project brings", () => {
  expect(process.versions.node).toBe(manifest.devDependencies.node);
});

it("the version in the code is the package's", () => {
  expect(VERSION).toBe(manifest.version);
});

it("every dependency is pinned to one version", () => {
  const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter((version) => !/^(npm:typescript@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

describe.each<Precision>(["f64", "f32"])("the kernels in %s", (precision) => {
  /** What a module says of itself; its types come with those of browsers. */
  const { imports, exports } = WebAssembly.Module as unknown as Record<
    "imports" | "exports",
    (module: WebAssembly.Module) => readonly { readonly kind: string }[]
  >;

  it("compile here, where vector instructions work: there is no slower path that could be taken unseen", () => {
    expect(hasSimd()).toBe(true);
    expect(wasmModule(precision)).toBeInstanceOf(WebAssembly.Module);
  });

  it("import the memory and nothing else, and export one function", () => {
    const module = wasmModule(precision);
    expect(imports(module)).toEqual([{ module: "env", name: "memory", kind: "memory" }]);
    const functions = exports(module).filter(({ kind }) => kind === "function");
    expect(functions).toEqual([{ name: "run", kind: "function" }]);
  });

  it("are compiled once, however many networks are trained", () => {
    expect(wasmModule(precision)).toBe(wasmModule(precision));
  });
});
