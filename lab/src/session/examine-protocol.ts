/** What the page and the worker that looks into files say to each other. */

import type { TableDescription } from "wellfit";
import type { FileReading, TargetKind } from "../state/data-recipe.ts";

/** A file to be looked into. */
export interface ExamineOrder {
  readonly file: Blob;
  readonly name: string;
  readonly reading: FileReading;
}

/** What there is in a file that can be learned. */
export interface ExaminedFile {
  /** The first digits of the SHA-256 of its bytes. */
  readonly hash: string;
  /** How it was read: as it was asked for, or with another target where the usual one cannot be predicted. */
  readonly reading: FileReading;
  /** Whether its columns can be chosen: arrays of programs say themselves what they are. */
  readonly isTable: boolean;
  /** What is predicted, and what it was taken for. */
  readonly target: string;
  readonly targetType: TargetKind | "labels";
  readonly description: TableDescription;
  /** How many examples are in each part. */
  readonly training: number;
  readonly heldOut: number;
  readonly test: number;
  /** Rows that are in no part. */
  readonly leftOut: number;
}

/** What was found, or why nothing can be learned from it. */
export type ExamineAnswer = { readonly examined: ExaminedFile } | { readonly trouble: string };
