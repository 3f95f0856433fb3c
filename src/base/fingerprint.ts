import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const HEX_DIGITS = 16;

/**
 * The first 16 hex digits of the SHA-256 of numbers as little-endian float64, on any machine. Two runs with the same
 * fingerprint ended with the same parameters to the last bit.
 */
export function fingerprint(numbers: Float64Array): string {
  return hashBytes(toLittleEndian(numbers));
}

/** The first 16 hex digits of the SHA-256 of bytes. */
export function hashBytes(...parts: readonly Uint8Array[]): string {
  const hash = sha256.create();
  for (const part of parts) hash.update(part);
  return bytesToHex(hash.digest()).slice(0, HEX_DIGITS);
}

/** Numbers as little-endian bytes, whatever the machine's own order is. */
export function toLittleEndian(numbers: Float64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 8));
  numbers.forEach((value, index) => view.setFloat64(index * 8, value, true));
  return new Uint8Array(view.buffer);
}
