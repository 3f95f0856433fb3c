import { EXACT_POWERS } from "./decimal.ts";

const BITS_PER_BYTE = 8n;
/** 256 bits: the widest decimals of any format. */
const WIDEST_BYTES = 32;

/**
 * A decimal number that is stored as a whole number of any width: its quotient by a power of ten, which is rounded right
 * where both are exact, as all decimals of at most 15 digits are.
 *
 * @param bytes the whole number in two's complement, highest byte first
 * @param scale how many of its digits stand behind the point
 * @throws RangeError when it is wider than any format's decimals
 */
export function readDecimal(bytes: Uint8Array, scale: number): number {
  if (bytes.length > WIDEST_BYTES) throw new RangeError(`a decimal number of ${bytes.length} bytes`);
  let whole = 0n;
  for (const byte of bytes) whole = (whole << BITS_PER_BYTE) | BigInt(byte);
  return toDecimal(BigInt.asIntN(bytes.length * Number(BITS_PER_BYTE), whole), scale);
}

/** A whole number divided by ten so many times as the scale says. */
export function toDecimal(whole: bigint | number, scale: number): number {
  const power = EXACT_POWERS[Math.abs(scale)];
  const isExact = power !== undefined && scale >= 0 && Number.isSafeInteger(Number(whole));
  return isExact ? Number(whole) / power : Number(`${whole}e${-scale}`);
}
