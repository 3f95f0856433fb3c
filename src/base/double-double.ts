/**
 * A logarithm that is rounded correctly in all but about one case in 10¹⁵, computed with pairs of numbers.
 *
 * NumPy's normal numbers go through the C library's log, which errs by at most 0.52 ulp; to hit the same bits, ours
 * must err by hardly more than 0.5. Building blocks: T. J. Dekker, A floating-point technique for extending the
 * available precision (1971).
 */

import { splitFloat } from "./float-bits.ts";

/** An unevaluated sum high + low with |low| ≤ half an ulp of high: about 106 bits. */
type Pair = readonly [high: number, low: number];

const LN2: Pair = [Math.LN2, 2.3190468138462996e-17];

/** 2/(2n+1) for n = 0 … 22 as pairs: the series of 2·atanh(s)/s, whose tail for s² ≤ 0.0295 is below 2⁻¹¹⁰. */
const ATANH_SERIES: readonly Pair[] = Array.from({ length: 23 }, (_, n) => divide([2, 0], [2 * n + 1, 0]));

/** Natural logarithm of a positive finite number, rounded (all but) correctly. */
export function logRounded(x: number): number {
  const { mantissa, exponent } = splitFloat(x);
  const s = divide([mantissa - 1, 0], addExactly(mantissa, 1));
  const z = multiply(s, s);
  let series: Pair = [0, 0];
  for (let n = ATANH_SERIES.length - 1; n >= 0; n--)
    series = add(multiply(series, z), ATANH_SERIES[n] as Pair);
  const [high, low] = add(multiply([exponent, 0], LN2), multiply(s, series));
  return high + low;
}

function add([ah, al]: Pair, [bh, bl]: Pair): Pair {
  const [sum, lost] = addExactly(ah, bh);
  return renormalize(sum, lost + (al + bl));
}

function multiply([ah, al]: Pair, [bh, bl]: Pair): Pair {
  const [product, lost] = multiplyExactly(ah, bh);
  return renormalize(product, lost + (ah * bl + al * bh));
}

function divide([ah, al]: Pair, [bh, bl]: Pair): Pair {
  const quotient = ah / bh;
  const [product, lost] = multiplyExactly(quotient, bh);
  return renormalize(quotient, (ah - product - lost + al - quotient * bl) / bh);
}

/** a + b = sum + lost, exactly (Knuth). */
function addExactly(a: number, b: number): Pair {
  const sum = a + b;
  const shadow = sum - a;
  return [sum, a - (sum - shadow) + (b - shadow)];
}

/** a·b = product + lost, exactly (Dekker; |a|, |b| < 2⁹⁹⁶). */
function multiplyExactly(a: number, b: number): Pair {
  const product = a * b;
  const [ah, al] = halve(a);
  const [bh, bl] = halve(b);
  return [product, al * bl - (product - ah * bh - al * bh - ah * bl)];
}

/** a = high + low with 26 bits each (Veltkamp). */
function halve(a: number): Pair {
  const scaled = 134217729 * a;
  const high = scaled - (scaled - a);
  return [high, a - high];
}

function renormalize(high: number, low: number): Pair {
  const sum = high + low;
  return [sum, low - (sum - high)];
}
