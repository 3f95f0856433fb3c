/** Numbers as people read them; machine-readable output never goes through here. */

const MINUS = "−";
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** At most `digits` significant digits, without needless zeros, with a real minus sign: 0.7, −12, 0.00012. */
export function formatNumber(value: number, digits = 6): string {
  return tidy(String(Number(value.toPrecision(digits))));
}

/** A number's text with a real minus sign, also in its exponent, and without a plus there: −1e−7, 1e21. */
function tidy(written: string): string {
  return written.replaceAll("-", MINUS).replace("e+", "e");
}

/** A share of one in a thousand million still differs from none. */
const MOST_PERCENT_DECIMALS = 7;

/**
 * A share as per cent with one decimal: "95.3 %". Only what is all is "100.0 %" and what is none "0.0 %": a share close
 * to them gets as many decimals as it needs, "99.997 %".
 */
export function formatPercent(share: number): string {
  for (let decimals = 1; decimals <= MOST_PERCENT_DECIMALS; decimals++) {
    const written = (100 * share).toFixed(decimals);
    const isRoundedToEnd = Number(written) === 0 || Number(written) === 100;
    if (!isRoundedToEnd || Number(written) === 100 * share) return `${written} %`;
  }
  return `${(100 * share).toFixed(1)} %`;
}

/**
 * A difference of shares in percentage points, with one decimal: 0.031 is "3.1"; one too small for that has its first
 * digit, "0.03".
 */
export function formatPoints(difference: number): string {
  const points = Math.abs(difference) < LEAST_DIFFERENCE ? 0 : 100 * difference;
  const written = points.toFixed(1);
  return tidy(Number(written) === 0 && points !== 0 ? String(Number(points.toPrecision(1))) : written);
}

/** A smaller difference of shares is what rounding leaves of none. */
const LEAST_DIFFERENCE = 1e-12;

/** Sizes from which on numbers of {@link formatAlike} have an exponent, and below which they have one. */
const ALIKE_RANGE = { from: 1e9, below: 1e-4 } as const;

/**
 * Numbers that are read together, such as a mean and the ends of its interval: all with as many decimals as the largest
 * needs for its first `digits` digits, or with its exponent where it is very large or very small: "0.6912", "0.6501". One
 * that is not finite is said to be so.
 */
export function formatAlike(values: readonly number[], digits = 4): string[] {
  const sizes = values.filter(Number.isFinite).map(Math.abs);
  const largest = Math.max(0, ...sizes);
  const hasExponent = largest > 0 && (largest >= ALIKE_RANGE.from || largest < ALIKE_RANGE.below);
  const exponent = Number(largest.toExponential(digits - 1).split("e")[1]);
  const [unit, end] = hasExponent ? [Number(`1e${exponent}`), `e${exponent}`] : [1, ""];
  const decimals = Math.max(0, digits - 1 - (hasExponent ? 0 : exponent));
  return values.map((value) => {
    if (!Number.isFinite(value)) return "not finite";
    if (value === 0) return "0";
    const written = (value / unit).toFixed(decimals);
    return Number(written) === 0 ? tidy(String(Number(value.toPrecision(1)))) : tidy(written + end);
  });
}

/** A cost with four decimals, for columns that line up; very large and very small ones with an exponent. */
export function formatCost(cost: number): string {
  if (cost === 0) return "0";
  if (!Number.isFinite(cost)) return "not finite";
  return cost >= 0.00005 && cost < 1e6 ? cost.toFixed(4) : tidy(cost.toExponential(1));
}

/** The size of a layer's weights with two decimals, for columns that line up; from 10 000 on and tiny with an exponent. */
export function formatNorm(norm: number): string {
  if (norm === 0) return "0";
  if (!Number.isFinite(norm)) return "not finite";
  return norm >= 0.005 && norm < 9999.995 ? norm.toFixed(2) : tidy(norm.toExponential(1));
}

/** x1 as x₁: names of features that end in a number get it as an index. */
export function formatFeature(name: string): string {
  const index = /^([a-zA-Z])(\d{1,3})$/.exec(name);
  if (index === null) return name;
  return `${index[1]}${toSubscript(index[2] as string)}`;
}

/** A whole number as an index: ₁₂. */
export function formatIndex(index: number): string {
  return toSubscript(String(index));
}

function toSubscript(digits: string): string {
  return digits.replace(/\d/g, (digit) => SUBSCRIPTS[Number(digit)] as string);
}

/** A count with its noun: "1 feature", "2 features". @param plural where it is not made with s */
export function formatPlural(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** The longest name of a class that is written out. */
const MAX_CLASS_LENGTH = 24;

/** A class as a phrase: a name as it is, a number as "class 1", so that it is not read as a value. */
export function formatClass(name: string): string {
  if (name.trim() === "") return `class "${name}"`;
  return Number.isNaN(Number(name)) ? shorten(name, MAX_CLASS_LENGTH) : `class ${name}`;
}

/** A text of at most `length` characters; a longer one loses its middle. */
export function shorten(text: string, length: number): string {
  const characters = Array.from(text);
  if (characters.length <= length) return text;
  const tail = Math.floor((length - 1) / 2);
  const head = length - 1 - tail;
  return [...characters.slice(0, head), "…", ...characters.slice(characters.length - tail)].join("");
}

/** A text as a sentence: with a full stop, unless it has one. */
export function withFullStop(text: string): string {
  return text.replace(/[^.]$/, "$&.");
}

/** Sizes of numbers that {@link formatBriefly} writes without an exponent. */
const BRIEF = { from: 1e-3, below: 1e7 } as const;

/** A number in few characters, for cells that hold several: four digits, and an exponent for large and small ones. */
export function formatBriefly(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || (size >= BRIEF.from && size < BRIEF.below)) return formatNumber(value, 4);
  return tidy(value.toExponential(2));
}

/** A count with spaces between thousands: "30 000". */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, " ");
}

const SCORE_DECIMALS = 3;
const MOST_SCORE_DECIMALS = 9;

/**
 * A score between 0 and 1 with three decimals: "0.953". Only what is 1 is "1.000" and what is 0 "0.000": one close to
 * them gets as many decimals as it needs. "none" where there is no such score.
 */
export function formatScore(score: number): string {
  if (Number.isNaN(score)) return "none";
  for (let decimals = SCORE_DECIMALS; decimals <= MOST_SCORE_DECIMALS; decimals++) {
    const written = score.toFixed(decimals);
    const isRoundedToEnd = Number(written) === 0 || Number(written) === 1;
    if (!isRoundedToEnd || Number(written) === score) return tidy(written);
  }
  return tidy(score.toFixed(SCORE_DECIMALS));
}
