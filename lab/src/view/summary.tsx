import type { VNode } from "preact";
import { formatCost, formatCount, formatPercent } from "wellfit";
import type { Lab } from "../session/lab.ts";
import { nameVariant } from "../state/variant-name.ts";
import type { Words } from "../words/vocabulary.ts";
import { useSurroundings } from "./context.ts";
import { formatError } from "./figures.tsx";

/** What the pictures show, in words: for those who do not see them, and those who want to be sure. Read out at every rest. */
export function Summary(): VNode {
  const { lab, words } = useSurroundings();
  const sentences = lab.isAtRest.value ? describe(lab, words) : [];
  return (
    <section class="summary" aria-label={words.summary.title}>
      <h2>{words.summary.title}</h2>
      <div role="status">
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <p class="hint">{words.summary.caution}</p>
    </section>
  );
}

function describe(lab: Lab, words: Words): readonly string[] {
  const state = lab.state.value;
  return lab.contestants.value.flatMap(({ variant, run }) => {
    const frame = run.frame.value;
    const data = run.started.value?.data;
    if (frame === undefined || data === undefined) return [];
    const name = nameVariant(state, variant, words);
    const { training, heldOut, penalty } = frame;
    const { summary } = words;
    const start = summary.of(name, formatCount(frame.shown));
    const costs = summary.costs(formatCost(training.dataCost), formatCost(penalty));
    if (data.view === "nothing") return [`${start} ${costs}`];
    if (data.view !== "classes") {
      const [error, errorHeldOut] = [training, heldOut].map((score) => formatError(score.error)) as [
        string,
        string,
      ];
      return [start + summary.errors(error, errorHeldOut, words[data.heldOutPart]) + costs];
    }
    const [right, rightHeldOut] = [training, heldOut].map(({ accuracy }) => formatPercent(accuracy)) as [
      string,
      string,
    ];
    return [start + summary.accuracies(right, rightHeldOut, words[data.heldOutPart]) + costs];
  });
}
