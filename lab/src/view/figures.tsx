import type { VNode } from "preact";
import { type Finished, formatCost, formatCount, formatNorm, formatPercent, type Outcome } from "wellfit";
import type { VariantRun } from "../session/variant-run.ts";
import type { Words } from "../words/vocabulary.ts";
import { useSurroundings } from "./context.ts";

const NOTHING = "–";
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** A row of figures. */
interface FigureRow {
  readonly label: string;
  readonly training: string;
  readonly heldOut: string;
  readonly class?: string;
  /** The curve that shows it. */
  readonly curve?: string;
}

/** How well a network does on what it was trained on and on what it was not. */
export function Figures({ run }: { readonly run: VariantRun }): VNode {
  const { words } = useSurroundings();
  const part = run.started.value?.data.heldOutPart ?? "test";
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
        {rowsOf(run, words).map((row) => (
          <tr key={row.label} class={row.class}>
            <th scope="row">
              {row.curve !== undefined && <i class={`swatch ${row.curve}`} />}
              {row.label}
            </th>
            <td>{row.training}</td>
            <td>{row.heldOut}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rowsOf(run: VariantRun, words: Words): readonly FigureRow[] {
  const frame = run.frame.value;
  const isClasses = (run.started.value?.data.classNames.length ?? 0) > 0;
  const write = (format: (value: number) => string, value: number | undefined): string =>
    value === undefined ? NOTHING : format(value);
  const accuracy = {
    label: words.accuracy,
    training: write(formatPercent, frame?.training.accuracy),
    heldOut: write(formatPercent, frame?.heldOut.accuracy),
    class: "accuracy",
  };
  return [
    ...(isClasses ? [accuracy] : []),
    {
      label: words.dataCost,
      training: write(formatCost, frame?.training.dataCost),
      heldOut: write(formatCost, frame?.heldOut.dataCost),
    },
    { label: words.penalty, training: write(formatCost, frame?.penalty), heldOut: "", curve: "curve-2" },
  ];
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

/** How a run has ended, or why there is none; empty while there is nothing to say. */
export function Ending({ run }: { readonly run: VariantRun }): VNode {
  const { words } = useSurroundings();
  const trouble = run.hasDied.value ? words.workerDied : run.trouble.value;
  const outcome = run.frame.value?.outcome;
  if (trouble !== undefined) {
    return (
      <p class="refusal" role="alert">
        {trouble}
      </p>
    );
  }
  const isTold = outcome !== undefined && outcome.kind !== "finished";
  return (
    <p class={outcome?.kind === "diverged" ? "refusal" : "hint"}>{isTold && formatEnding(outcome, words)}</p>
  );
}

function formatEnding(outcome: Exclude<Outcome, Finished>, { outcomes }: Words): string {
  if (outcome.kind === "stopped") return outcomes.stopped;
  const iteration = formatCount(outcome.iteration);
  return outcome.kind === "stoppedEarly"
    ? outcomes.stoppedEarly(iteration)
    : `${outcomes.diverged(iteration)}: ${outcome.cause}`;
}

/** Two digits: more of them would only flicker. */
function roundRate(rate: number): number {
  return rate === 0 ? 0 : Number(rate.toPrecision(2));
}
