/** Activations as JavaScript: one lane of what assembly/activations.ts, smooth.ts and normal.ts do in float64. */

import type { ActivationName } from "../../network/activations.ts";
import { LAST_TAIL, NORMAL_DENSITY, NORMAL_TAIL } from "../normal-tail.ts";
import { type Code, code } from "./code.ts";
import {
  kernelExp,
  onePlus,
  polynomial,
  powerOfMinus,
  scaleInTwo,
  sigmoid,
  split,
  tanh,
} from "./elementary-code.ts";

/** What makes an activation of a sum. */
export interface ActivationCode {
  /** A function of one number, as an expression; none for what stays as it is. */
  readonly name: string | undefined;
  readonly needs: readonly Code[];
}

/** e^x − 1 for x ≤ 0 as 2^k − 1 and what is added to it. */
const expm1 = code(
  `
/** e^x - 1 for x <= 0 as a sum of two. */
function expm1(x) {
  const [k, r, tail] = split(Math.max(x, -700));
  const power = powerOfTwo(k);
  return [power - 1, power * (r + tail)];
}`,
  split,
  powerOfMinus,
);

const elu = code(
  `
function elu(x) {
  if (x >= 0) return x;
  const [whole, grown] = expm1(x);
  return whole + grown;
}`,
  expm1,
);

const selu = code(
  `
function selu(x) {
  if (x >= 0) return x * 1.0507009873554805;
  const [whole, grown] = expm1(x);
  const sum = whole + grown;
  const lost = whole - sum + grown;
  return sum * 1.7580993408473768 + (lost * 1.7580993408473768 + sum * 1.41535193800845e-17);
}`,
  expm1,
);

const softplus = code(
  `
const LOG_SERIES = Array.from({ length: 12 }, (_, n) => 2 / (2 * n + 3));

function softplus(x) {
  if (Math.abs(x) > 700) return x > 0 ? x : kernelExp(x);
  const t = powerOfMinus(Math.abs(x));
  const f = t > 0.5 ? (t - 1) * 0.5 : t;
  const s = f / (2 + f);
  const z = s * s;
  const half = 0.5 * f * f;
  const logarithm = f - (half - s * (half + z * polynomial(LOG_SERIES, z)));
  return Math.max(x, 0) + ((t > 0.5 ? 0.6931471805599453 : 0) + logarithm);
}`,
  kernelExp,
  powerOfMinus,
  polynomial,
);

const swish = code(
  `
function swish(x) {
  if (x > 700) return x;
  if (x < -700) {
    const least = Math.max(x, -760);
    const [k, r, tail] = split(least);
    return scaleInTwo(least * (1 + (r + tail)), k);
  }
  const [bottom, lost] = onePlus(powerOfMinus(x));
  const quotient = x / bottom;
  return quotient - quotient * (lost / bottom);
}`,
  split,
  scaleInTwo,
  onePlus,
  powerOfMinus,
);

const gelu = code(
  `
const TAIL = [${NORMAL_TAIL.join(", ")}];

/** The tail of the normal distribution beyond u, times e^(u^2/2). */
function scaledTail(u) {
  const bottom = u + 4;
  const rounded = bottom - 4;
  const inverse = 1 / bottom;
  const isNear = u < 1;
  const curve = 16 * inverse * polynomial(TAIL, (rounded - 4) * inverse);
  const missing = isNear ? 4 + 0.5 * rounded : 0;
  const part = rounded * inverse * (curve + (${NORMAL_DENSITY} - missing));
  const start = isNear ? 0.5 : 0;
  const rest = ((isNear ? 0 : 8 * inverse) + part) / bottom;
  return start + (rest + (u - rounded) * (u * (start + rest) - ${NORMAL_DENSITY}));
}

/** The leading half of a number's bits: its square is exact. */
function leadingHalf(u) {
  bits.setFloat64(0, u);
  bits.setUint32(4, bits.getUint32(4) & 0xf8000000);
  return bits.getFloat64(0);
}

function gelu(x) {
  const u = Math.min(Math.abs(x), ${LAST_TAIL});
  const k = nearest(u * u * -0.5);
  const tail = scaledTail(u);
  const leading = leadingHalf(u);
  const r = remainder(leading * leading * -0.5, k) + (u - leading) * (u + leading) * -0.5;
  const mantissa = tail + tail * (r + tailOf(r));
  const scaled = scaleInTwo((x < 0 ? -u : 1) * mantissa, k);
  return x < 0 ? scaled : x * (1 - scaled);
}`,
  polynomial,
  split,
  scaleInTwo,
);

const relu = code(`
const relu = (x) => Math.max(x, 0);`);

const leakyRelu = code(`
const leakyRelu = (x) => Math.max(x, x * 0.01);`);

/** The activations by name. A new one is a new row here, with its steps as its kernel has them. */
export const activationCode: Readonly<Record<ActivationName, ActivationCode>> = {
  relu: { name: "relu", needs: [relu] },
  "leaky-relu": { name: "leakyRelu", needs: [leakyRelu] },
  elu: { name: "elu", needs: [elu] },
  selu: { name: "selu", needs: [selu] },
  gelu: { name: "gelu", needs: [gelu] },
  swish: { name: "swish", needs: [swish] },
  softplus: { name: "softplus", needs: [softplus] },
  tanh: { name: "tanh", needs: [tanh] },
  sigmoid: { name: "sigmoid", needs: [sigmoid] },
  linear: { name: undefined, needs: [] },
};
