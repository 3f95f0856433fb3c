import { withFullStop } from "../base/number-format.ts";
import type { Surprise } from "../data/preparation/apply-preparation.ts";
import { describeSurprise } from "../data/preparation/preparation-words.ts";
import { columnIndex, type RawTable } from "../data/table/raw-table.ts";

/** Cells of a file that a model's training rows had nothing like. */
export interface FoundSurprise {
  readonly column: string;
  readonly kind: Surprise["kind"];
  readonly count: number;
  /** Where the first of them stands: "new.csv:12:3". */
  readonly first: string;
}

/** Surprises of the parts of a file, summed up. */
export class SurpriseTally {
  readonly #found = new Map<string, FoundSurprise>();

  /** Adds those of a part. @param table the part, whose rows the surprises count */
  add(surprises: readonly Surprise[], table: RawTable): void {
    for (const { column, kind, count, firstRow } of surprises) {
      const key = JSON.stringify([column, kind]);
      const before = this.#found.get(key);
      const first = before?.first ?? table.placeOf(firstRow, columnIndex(table, column));
      this.#found.set(key, { column, kind, count: count + (before?.count ?? 0), first });
    }
  }

  /** All, in the order in which they were found. */
  all(): readonly FoundSurprise[] {
    return [...this.#found.values()];
  }
}

/** A sentence on a surprise. */
export function toSentence(found: FoundSurprise): string {
  return withFullStop(describeSurprise(found, `at ${found.first}`));
}
