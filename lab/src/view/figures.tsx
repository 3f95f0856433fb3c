import type { VNode } from "preact";
import { formatCost, formatCount, formatNorm, formatPercent } from "wellfit";
import type { VariantRun } from "../session/variant-run.ts";
import type { Words } from "../words/vocabulary.ts";
import { useSurroundings } from "./context.ts";

const NOTHING = "–";
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** How well a network does on what it was trained on and on what it was not, and what it is made of. */
export function Figures({ run }: { readonly run: VariantRun }): VNode {
  const { words } = useSurroundings();
  const frame = run.frame.value;
  const part = run.started.value?.data.heldOutPart ?? "test";
  const isClasses = (run.started.value?.data.classNames.length ?? 0) > 0;
  return (
    <table class="figures">
      <thead>
        <tr>
          <td />
          <th scope="col">
            <i class="swatch curve-0" />
            {words.training}
          </th>
          <th scope="col">
            <i class="swatch curve-1" />
            {words[part]}
          </th>
        </tr>
      </thead>
      <tbody>
        {isClasses && (
          <tr class="accuracy">
            <th scope="row">{words.accuracy}</th>
            <td>{frame === undefined ? NOTHING : formatPercent(frame.training.accuracy)}</td>
            <td>{frame === undefined ? NOTHING : formatPercent(frame.heldOut.accuracy)}</td>
          </tr>
        )}
        <tr>
          <th scope="row">{words.dataCost}</th>
          <td>{frame === undefined ? NOTHING : formatCost(frame.training.dataCost)}</td>
          <td>{frame === undefined ? NOTHING : formatCost(frame.heldOut.dataCost)}</td>
        </tr>
        <tr>
          <th scope="row">
            <i class="swatch curve-2" />
            {words.penalty}
          </th>
          <td>{frame === undefined ? NOTHING : formatCost(frame.penalty)}</td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}

/** What is of interest at a second look: layers, sizes of weights, speed, outcome and fingerprint. */
export function SmallPrint({ run }: { readonly run: VariantRun }): VNode {
  const { words } = useSurroundings();
  const frame = run.frame.value;
  const layers = run.started.value?.layers ?? [];
  return (
    <dl class="small-print">
      <dt>{words.layerSizes}</dt>
      <dd>{layers.join("–") || NOTHING}</dd>
      <dt>{words.weights}</dt>
      <dd>
        {frame?.weightNorms
          .map((norm, index) => `W${SUBSCRIPTS[index + 1] ?? ""} ${formatNorm(norm)}`)
          .join("   ") ?? NOTHING}
      </dd>
      <dt>{words.speed}</dt>
      <dd>{frame === undefined ? NOTHING : words.rate(formatCount(roundRate(frame.rate)))}</dd>
      <dt>{words.fingerprint}</dt>
      <dd>
        <code>{frame?.fingerprint ?? NOTHING}</code>
      </dd>
    </dl>
  );
}

/** How a run has ended, or why there is none. */
export function Ending({ run }: { readonly run: VariantRun }): VNode | null {
  const { words } = useSurroundings();
  const trouble = run.trouble.value;
  const outcome = run.frame.value?.outcome;
  if (trouble !== undefined) {
    return (
      <p class="refusal" role="alert">
        {trouble}
      </p>
    );
  }
  if (outcome === undefined || outcome.kind === "finished") return null;
  const ended = formatEnding(outcome, words);
  return <p class={outcome.kind === "diverged" ? "refusal" : "hint"}>{ended}</p>;
}

function formatEnding(
  outcome: NonNullable<NonNullable<VariantRun["frame"]["value"]>["outcome"]>,
  { outcomes }: Words,
): string {
  switch (outcome.kind) {
    case "finished":
      return outcomes.finished;
    case "stopped":
      return outcomes.stopped;
    case "stoppedEarly":
      return outcomes.stoppedEarly(formatCount(outcome.iteration));
    case "diverged":
      return `${outcomes.diverged(formatCount(outcome.iteration))}: ${outcome.cause}`;
  }
}

/** Two digits: more of them would only flicker. */
function roundRate(rate: number): number {
  return rate === 0 ? 0 : Number(rate.toPrecision(2));
}
