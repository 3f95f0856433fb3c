import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const KERNELS = fileURLToPath(new URL("../src/engine/generated/f32.ts", import.meta.url));
const PREPARATION = fileURLToPath(new URL("src/session/prepare-precision.ts", import.meta.url));
/** Asks for the kernels themselves, rather than for what stands in their place. */
const WHOLE = `${KERNELS}?whole`;

/**
 * Leaves the kernels of f32 out of what a worker loads at first: few runs need them, and they are an eighth of it. The
 * engine starts without waiting for anything, so it imports both precisions. In the built page, what it imports is empty
 * until the trainer has asked for it, before a run in f32 begins.
 */
export const lazyKernels: Plugin = {
  name: "lazy-kernels",
  enforce: "pre",
  apply: "build",
  load: (id) => {
    if (id === KERNELS) {
      return [
        'export let WASM_HEX = "";',
        "export let MEMORY_KIND_PLACE = 0;",
        "export async function loadKernels() {",
        `  ({ WASM_HEX, MEMORY_KIND_PLACE } = await import(${JSON.stringify(WHOLE)}));`,
        "}",
      ].join("\n");
    }
    if (id !== PREPARATION) return null;
    return [
      `import { loadKernels } from ${JSON.stringify(KERNELS)};`,
      "export async function preparePrecision(precision) {",
      '  if (precision === "f32") await loadKernels();',
      "}",
    ].join("\n");
  },
};
