import type { Table } from "../plot/results-table.ts";

/** A table with what it is of. */
export interface CaptionedTable extends Table {
  readonly caption: string;
}

/** A picture of a page, such as a comparison's. */
export interface Picture {
  /** The file's name without its ending. */
  readonly name: string;
  readonly title: string;
  /** What is to be seen, in two sentences. */
  readonly explanation: string;
  /** An SVG document. */
  readonly svg: string;
  /** The numbers behind it. */
  readonly tables: readonly CaptionedTable[];
}

/** A text with a capital at its beginning. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
