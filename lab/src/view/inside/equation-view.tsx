import type { VNode } from "preact";
import type { Equation, Name, Term } from "../../inside/equation.ts";
import { type WrittenEquation, writeNumbers } from "../../inside/equation-text.ts";
import { toSuperscript } from "../../inside/notation.ts";
import { useInsideWords } from "./inside-words.ts";

/** One line of a step: its rule, its letters, its numbers. */
export function EquationView({ equation }: { readonly equation: Equation }): VNode {
  const { rule, name, isAssigned = false, terms } = equation;
  const written = writeNumbers(equation);
  const hasTerms = terms.length > 0;
  return (
    <div class="equation">
      {rule !== undefined && <p class="rule">{rule}</p>}
      <p>
        {name !== undefined && <NameView name={name} />}
        {name !== undefined && hasTerms && <Sign text={isAssigned ? ":=" : "="} />}
        {terms.map((term, place) => (
          <TermNames key={place} term={term} isFirst={place === 0} />
        ))}
      </p>
      {hasTerms && <Numbers terms={terms} written={written} />}
      <p class="result">
        <Sign text="=" />
        <strong>{written.result}</strong>
      </p>
    </div>
  );
}

function Sign({ text }: { readonly text: string }): VNode {
  return <span class="sign">{` ${text} `}</span>;
}

function NameView({ name }: { readonly name: Name }): VNode {
  const { letter, layer, indices = [] } = name;
  return (
    <span class="name">
      {letter}
      {layer !== undefined && toSuperscript(layer)}
      {indices.length > 0 && <sub>{indices.join(",")}</sub>}
    </span>
  );
}

function TermNames({ term, isFirst }: { readonly term: Term; readonly isFirst: boolean }): VNode {
  const words = useInsideWords();
  const { factors, others } = term;
  return (
    <>
      {signOf(term, isFirst)}
      {others !== undefined && words.others(String(others))}
      {others === undefined &&
        factors.map(({ name, applied }, place) => (
          <span key={place} class="factor">
            {place > 0 && " "}
            {applied !== undefined && `${applied.function}(`}
            <NameView name={name} />
            {applied !== undefined && ")"}
          </span>
        ))}
    </>
  );
}

/** The same with numbers, unless that is the result already. */
function Numbers({
  terms,
  written,
}: {
  readonly terms: readonly Term[];
  readonly written: WrittenEquation;
}): VNode | null {
  const text = terms
    .map((term, place) => signOf(term, place === 0) + writeProduct(written.terms[place] ?? [], place === 0))
    .join("");
  if (text === written.result) return null;
  return (
    <p class="numbers">
      <Sign text="=" />
      {text}
    </p>
  );
}

function signOf({ isNegative = false }: Term, isFirst: boolean): string {
  if (isFirst) return isNegative ? "−" : "";
  return isNegative ? " − " : " + ";
}

/** A product; negative numbers stand in brackets but at the very beginning. */
function writeProduct(factors: readonly string[], isFirst: boolean): string {
  return factors
    .map((text, place) => (text.startsWith("−") && !(isFirst && place === 0) ? `(${text})` : text))
    .join(" · ");
}
