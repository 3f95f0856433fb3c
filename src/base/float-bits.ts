/** Taking float64 numbers apart and putting them together by their bits, the same on every byte order. */

const bits = new DataView(new ArrayBuffer(8));

const MIN_NORMAL = 2.2250738585072014e-308;

/** x = mantissa·2^exponent for a positive finite x, with √½ < mantissa ≤ √2 (the interval where log is shortest). */
export function splitFloat(x: number): { mantissa: number; exponent: number } {
  const isSubnormal = x < MIN_NORMAL;
  bits.setFloat64(0, isSubnormal ? x * 2 ** 54 : x);
  const highWord = bits.getUint32(0);
  bits.setUint32(0, (highWord & 0xfffff) | (1023 << 20));
  const mantissa = bits.getFloat64(0);
  const exponent = (highWord >>> 20) - 1023 - (isSubnormal ? 54 : 0);
  return mantissa > Math.SQRT2 ? { mantissa: mantissa / 2, exponent: exponent + 1 } : { mantissa, exponent };
}

/** x·2ᵏ for any whole k with |k| ≤ 2045, rounded once even where the result is subnormal. */
export function scaleByPowerOfTwo(x: number, k: number): number {
  if (k < -1022) return x * powerOfTwo(k + 1022) * MIN_NORMAL;
  if (k > 1023) return x * powerOfTwo(k - 1023) * 2 ** 1023;
  return x * powerOfTwo(k);
}

/** 2 to a whole power from −1022 to 1023. */
function powerOfTwo(exponent: number): number {
  bits.setInt32(0, (exponent + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}
