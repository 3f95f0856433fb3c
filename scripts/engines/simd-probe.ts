/**
 * A module of one function, r(x) = √x by way of a vector:
 * `local.get 0, f64x2.splat, f64x2.sqrt, f64x2.extract_lane 0`.
 */
const MODULE = [
  [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  [0x01, 0x06, 0x01, 0x60, 0x01, 0x7c, 0x01, 0x7c],
  [0x03, 0x02, 0x01, 0x00],
  [0x07, 0x05, 0x01, 0x01, 0x72, 0x00, 0x00],
  [0x0a, 0x0e, 0x01, 0x0c, 0x00, 0x20, 0x00, 0xfd, 0x14, 0xfd, 0xef, 0x01, 0xfd, 0x21, 0x00, 0x0b],
].flat();

/** What is used of it; its types come with those of browsers, which this project does without. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> };
};

/** Whether this engine runs the vector instructions of WebAssembly: it must compute with them, not only know them. */
export function hasSimd(): boolean {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(MODULE)));
    return (exports["r"] as (x: number) => number)(2) === Math.sqrt(2);
  } catch {
    return false;
  }
}
