/** The numbers of a step as equations in the article's notation, before they are written in any language. */

/** A name such as W¹₃,₂: a letter, the layer above it, and unit and input below, counted from 1. */
export interface Name {
  readonly letter: string;
  readonly layer?: number;
  readonly indices?: readonly number[];
}

/** Something that a term is multiplied from. */
export interface Factor {
  readonly name: Name;
  readonly value: number;
  /** Where it is written as a function of something: log(A²₁). */
  readonly applied?: { readonly function: string; readonly argument: number };
}

/** A summand: a product, with its sign. */
export interface Term {
  readonly isNegative?: boolean;
  readonly factors: readonly Factor[];
  /** So many summands together that are too small to be written one by one. */
  readonly others?: number;
}

/** A sum of products and what it comes to. */
export interface Equation {
  /** What all of it is an element of: Z¹ = W¹X + b¹. Left out where the element says as much. */
  readonly rule?: string;
  /** Undefined where the product itself is what it is about. */
  readonly name: Name | undefined;
  /** Whether the name gets a new value: W := W − α dW. */
  readonly isAssigned?: boolean;
  /** None where the number alone is told: something that no sum of a few products gives comes between. */
  readonly terms: readonly Term[];
  readonly result: number;
  /** Whether the change is what matters, however small it is beside the number. */
  readonly isStep?: boolean;
}

/** What kernels sum in another order differs by no more than this share of its size. */
const TOLERANCE = 1e-6;

/** The value of a term. */
export function termValue({ isNegative = false, factors }: Term): number {
  const product = factors.reduce((value, factor) => value * factor.value, 1);
  return isNegative ? -product : product;
}

/** An equation if it holds; else its result alone. So nothing is claimed that the numbers do not bear out. */
export function claim(equation: Equation): Equation {
  const values = equation.terms.map(termValue);
  const sum = values.reduce((total, value) => total + value, 0);
  const size = values.reduce((total, value) => total + Math.abs(value), Math.abs(equation.result));
  return Math.abs(sum - equation.result) <= TOLERANCE * size ? equation : { ...equation, terms: [] };
}
