import type * as v from "valibot";
import type { Comparison, VariantResult } from "../compare/comparison.ts";
import { isSound } from "../compare/comparison.ts";
import { toComparisonDocument } from "../compare/documents.ts";
import { PARTS, type Part } from "../compare/estimates.ts";
import { FIGURE_NAMES, type FigureName } from "../compare/measures.ts";
import type {
  RUN_KINDS,
  runSummaryDocument,
  storedRunDocument,
  studyDocument,
  TRIAL_STATES,
  trialDocument,
} from "./document-schema.ts";
import type { Circumstances } from "./machine.ts";

/** What a run came from. */
export type RunKind = (typeof RUN_KINDS)[number];

/** Where a trial stands. */
export type StoredTrialState = (typeof TRIAL_STATES)[number];

/** What a list says of a run. */
export type RunSummary = v.InferOutput<typeof runSummaryDocument>;

/** A run with all that is known of it: settings, data by name and hash, machine, and what each seed or fold came to. */
export type StoredRun = v.InferOutput<typeof storedRunDocument>;

/** A trial of a study, with its runs. */
export type StoredTrial = v.InferOutput<typeof trialDocument>;

/** A study with all its trials. */
export type StoredStudy = v.InferOutput<typeof studyDocument>;

/** What is recorded of a comparison, or of one training, which is a comparison of one variant. */
export interface RunRecord extends Circumstances {
  readonly kind: "train" | "compare";
  /** By part of the data and name; of one training. */
  readonly metrics?: StoredRun["metrics"];
}

/** A row of the table of runs, as it is written. */
export interface NewRow {
  readonly kind: RunKind;
  readonly data: RunSummary["data"];
  readonly name: string;
  readonly outcome: RunSummary["outcome"];
  readonly measure: string;
  readonly development: number | null;
  readonly test: number | null;
  /** What makes it the same work as another: its hash begins the id. */
  readonly work: unknown;
  readonly document: unknown;
}

/** A variant as a row, and the documents of its runs: they hold no row of the data, only its name, sizes and hash. */
export function toRows(
  comparison: Comparison,
  { kind, metrics }: RunRecord,
): readonly { readonly row: NewRow; readonly repeats: readonly StoredRun["runs"][number][] }[] {
  const { dataset, design, measure, variants } = toComparisonDocument(comparison);
  const data = { name: dataset.name, hash: dataset.hash };
  return variants.map(({ runs: repeats, ...variant }, index) => {
    const result = comparison.variants[index] as VariantResult;
    const figures = toFigures(
      result,
      FIGURE_NAMES.filter((name) => name === measure || name === "dataCost"),
    );
    const places = repeats.map(({ seed, repeat, fold }) => [seed, repeat, fold]);
    const row: NewRow = {
      kind,
      data,
      name: variant.name,
      outcome: outcomeOf(result),
      measure,
      development: figures[measure]?.development ?? null,
      test: figures[measure]?.test ?? null,
      work: [variant.settings, data.hash, places],
      document: { dataset, design, title: variant.title, settings: variant.settings, figures, metrics },
    };
    return { row, repeats };
  });
}

/** What all runs of a variant come to together, as tables of results show it. */
function toFigures({ runs, estimates }: VariantResult, names: readonly FigureName[]): StoredRun["figures"] {
  const parts = PARTS.filter((part) => runs.some((run) => run[part] !== undefined));
  const meanOn = (part: Part, name: FigureName): number | null => {
    const mean = estimates[part]?.[name]?.mean;
    return mean !== undefined && Number.isFinite(mean) ? mean : null;
  };
  return Object.fromEntries(
    names.map((name) => [name, Object.fromEntries(parts.map((part) => [part, meanOn(part, name)]))]),
  );
}

/** How all runs of a variant ended, in a word: diverged only where nothing is known of any. */
function outcomeOf({ runs }: VariantResult): RunSummary["outcome"] {
  if (!runs.some(isSound)) return "diverged";
  return runs.some(({ run }) => run.outcome.kind === "stopped") ? "stopped" : "finished";
}
