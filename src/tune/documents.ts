import type * as v from "valibot";
import { toDatasetDocument, toPlainSettings, toRunDocument } from "../compare/documents.ts";
import type { studyDocument } from "./document-schema.ts";
import { signOf } from "./objective.ts";
import type { Advantage, Standing, Study, StudyEnding } from "./study.ts";
import type { Trial } from "./trial.ts";

/** A study as a machine-readable result: `schemas/study.schema.json` describes it. */
export type StudyDocument = v.InferOutput<typeof studyDocument>;

/** A study, for machines. */
export function toStudyDocument(study: Study): StudyDocument {
  const { space, design, baseline, trials, ranking, importance, winner, ending, nested, runs, isStopped } =
    study;
  const sign = signOf(design.objective);
  return {
    dataset: toDatasetDocument(study),
    space: space.map((dimension) =>
      dimension.kind === "choice" ? { ...dimension, values: [...dimension.values] } : { ...dimension },
    ),
    design,
    given: { settings: toPlainSettings(baseline.settings), standing: toStandingDocument(baseline.standing) },
    trials: trials.map((trial) => toTrialDocument(trial, sign)),
    ranking: ranking.map(({ number, standing }) => ({ number, standing: toStandingDocument(standing) })),
    importance: importance.map((each) => ({ ...each })),
    winner: winner ?? null,
    ending: ending === undefined ? null : toEndingDocument(ending),
    nested:
      nested === undefined
        ? null
        : { folds: nested.folds.map((fold) => ({ ...fold })), optimism: nested.optimism },
    runs,
    isStopped,
  };
}

function toTrialDocument(
  { number, state, values, rungLosses, runs }: Trial,
  sign: 1 | -1,
): StudyDocument["trials"][number] {
  return {
    number,
    state,
    values,
    rungs: rungLosses.map((loss) => sign * loss),
    runs: runs.map(({ place, settings, outcome, value, fingerprint }) => ({
      ...place,
      seed: settings.seed,
      outcome,
      value,
      fingerprint,
    })),
  };
}

function toEndingDocument(ending: StudyEnding): NonNullable<StudyDocument["ending"]> {
  return {
    overRunnerUp: toAdvantageDocument(ending.overRunnerUp),
    overGiven: toAdvantageDocument(ending.overBaseline),
    settings: toPlainSettings(ending.settings),
    final: toRunDocument(ending.final),
    testValue: ending.testValue,
  };
}

function toStandingDocument({ mean, standardError, interval, runs }: Standing) {
  return {
    mean: mean ?? null,
    standardError: standardError ?? null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    runs,
  };
}

function toAdvantageDocument(advantage: Advantage | undefined) {
  if (advantage === undefined) return null;
  const { mean, interval, pValue, runs } = advantage;
  return { mean, low: interval?.low ?? null, high: interval?.high ?? null, pValue: pValue ?? null, runs };
}
