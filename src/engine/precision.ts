/** The precision of a network's arithmetic: IEEE 754 numbers of 64 or of 32 bits. */
export type Precision = "f64" | "f32";

/** Flat numbers of either precision, as a view into the engine's memory or of their own. */
export type Numbers = Float64Array | Float32Array;

/** Bytes of one number. */
export function bytesOf(precision: Precision): number {
  return precision === "f64" ? Float64Array.BYTES_PER_ELEMENT : Float32Array.BYTES_PER_ELEMENT;
}
