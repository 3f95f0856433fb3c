import { formatNumber } from "wellfit";
import { type Equation, type Factor, type Term, termValue } from "./equation.ts";

/** An equation whose numbers are written. */
export interface WrittenEquation {
  /** By term, its factors. */
  readonly terms: readonly (readonly string[])[];
  readonly result: string;
}

/** Significant digits of a result, and of what it is made of at least. */
const DIGITS = 4;
/** Of a change that is small beside its number, so many digits are seen. */
const STEP_DIGITS = 2;
/** More digits than these are those of rounding. */
const MOST_DIGITS = 14;

/** What a function makes of its argument, where the shown argument can be tried. */
const FUNCTIONS: Readonly<Record<string, (argument: number) => number>> = {
  relu: (z) => Math.max(z, 0),
  tanh: Math.tanh,
  σ: (z) => 1 / (1 + Math.exp(-z)),
  log: Math.log,
  exp: Math.exp,
};

/**
 * The numbers of an equation as texts that agree: whoever computes with what is written gets what is written. Its terms have
 * as many digits as that takes.
 */
export function writeNumbers(equation: Equation): WrittenEquation {
  const { terms, result } = equation;
  const resultDigits = equation.isStep === true ? digitsOfStep(equation) : DIGITS;
  const written = formatNumber(result, resultDigits);
  for (let digits = DIGITS; digits <= MOST_DIGITS; digits++) {
    const shown = terms.map((term) => roundTerm(term, digits));
    const sum = shown.reduce((total, term) => total + termValue(term), 0);
    if (formatNumber(sum, resultDigits) === written)
      return { terms: writeTerms(terms, digits), result: written };
  }
  return { terms: writeTerms(terms, Math.max(DIGITS, resultDigits)), result: written };
}

/** As many digits as show the change. */
function digitsOfStep({ terms, result }: Equation): number {
  const change = Math.abs(terms.slice(1).reduce((sum, term) => sum + termValue(term), 0));
  if (change === 0 || result === 0) return DIGITS;
  const needed = Math.ceil(Math.log10(Math.abs(result) / change)) + STEP_DIGITS;
  return Math.min(Math.max(DIGITS, needed), MOST_DIGITS - 2);
}

function roundTerm({ factors, ...rest }: Term, digits: number): Term {
  return { ...rest, factors: factors.map((factor) => ({ ...factor, value: roundedValue(factor, digits) })) };
}

function roundedValue({ value, applied }: Factor, digits: number): number {
  if (applied === undefined) return round(value, digits);
  return FUNCTIONS[applied.function]?.(round(applied.argument, digits)) ?? value;
}

function round(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

function writeTerms(terms: readonly Term[], digits: number): readonly (readonly string[])[] {
  return terms.map(({ factors }) =>
    factors.map(({ value, applied }) =>
      applied === undefined
        ? formatNumber(value, digits)
        : `${applied.function}(${formatNumber(applied.argument, digits)})`,
    ),
  );
}
