import type { VNode } from "preact";
import { formatCount } from "wellfit";
import type { ExplainedStep } from "../../inside/inside.ts";
import { useSurroundings } from "../context.ts";
import { EquationView } from "./equation-view.tsx";
import { useInsideWords } from "./inside-words.ts";

const PARTS = ["forward", "cost", "backward", "update"] as const;

/** The next step in numbers: the way up, the cost, the way down, and what becomes of a weight. */
export function StepView({ step, wanted }: { readonly step: ExplainedStep; readonly wanted: number }): VNode {
  const words = useInsideWords();
  const point = String(step.example + 1);
  const hasAlone = PARTS.some((part) => step[part].some(({ terms }) => terms.length === 0));
  const notes = [
    ...(step.example === wanted ? [] : [words.notInBatch(String(wanted + 1), point)]),
    ...(step.isOfShown ? [] : [words.otherWeights]),
    ...(step.isTaken ? [] : [words.notTaken]),
    ...(hasAlone ? [words.alone] : []),
  ];
  const title = words.step(formatCount(step.iteration + 1), point);
  return (
    <section class="step" aria-label={title}>
      <h3>{title}</h3>
      <p class="hint">{words.stepHint}</p>
      {notes.map((note) => (
        <p key={note} class="hint">
          {note}
        </p>
      ))}
      <ol>
        {PARTS.map((part) => (
          <li key={part}>
            <h4>{words.parts[part]}</h4>
            <p class="hint">{words.partHints[part]}</p>
            {step[part].map((equation, place) => (
              <EquationView key={place} equation={equation} />
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Why there is no step to be told. */
export function NoStep({ isDiverged }: { readonly isDiverged: boolean }): VNode {
  const { lab } = useSurroundings();
  const words = useInsideWords();
  if (isDiverged) return <p class="hint">{words.diverged}</p>;
  return (
    <p class="hint">
      {words.earlier}{" "}
      <button type="button" class="worded" onClick={() => lab.look(undefined)}>
        {words.toLast}
      </button>
    </p>
  );
}
