import CliTable from "cli-table3";
import type { Table } from "../plot/results-table.ts";
import { type Output, wrapWords } from "./output.ts";
import { toPlainLine } from "./plain-line.ts";

const SIDES = ["top", "bottom", "left", "right", "mid"];
const BORDERS = [...SIDES, ...SIDES.flatMap((side) => [`${side}-mid`, `${side}-left`, `${side}-right`])];
const GAP = "  ";

/** Columns two spaces apart and no lines at all. */
const BORDERLESS = {
  ...Object.fromEntries(BORDERS.map((border) => [border, ""])),
  middle: GAP,
};

/** A cell as lines. */
type Lines = readonly string[];

/**
 * A table for the terminal: where it is too wide, the names of its rows end lines between words; where that does not
 * help, every row is a block of lines. Without a terminal, tab-separated lines. Control characters are shown as codes.
 *
 * @param texts the places of columns that hold texts, as the first does: they begin on the left
 */
export function toTextTable(
  table: Table,
  { isTerminal, width, colors }: Pick<Output, "isTerminal" | "width" | "colors">,
  texts: readonly number[] = [],
): string {
  const columns = table.columns.map(toPlainLine);
  const rows = table.rows.map((row) => row.map(toPlainLine));
  if (!isTerminal) return [columns, ...rows].map((row) => row.join("\t")).join("\n");
  const head = columns.map(foldWords);
  const cells = rows.map((row) => row.map((cell): Lines => [cell]));
  const room = width - widthOf([head, ...cells].map(([, ...others]) => [[], ...others]));
  const body = cells.map(([name = [], ...others]) => [wrapWords(name.join(), room).split("\n"), ...others]);
  if (widthOf([head, ...body]) > width) return drawBlocks({ columns, rows }, colors.dim);
  return drawTable([head.map((lines) => lines.map(colors.dim)), ...body], texts);
}

/** Words on the two lines that make their column narrowest: "training" above "accuracy". */
export function foldWords(text: string): Lines {
  const words = text.split(" ");
  const foldings = words.slice(1).map((_, index) => {
    const lines = [words.slice(0, index + 1).join(" "), words.slice(index + 1).join(" ")];
    return { lines, width: longest(lines) };
  });
  const [narrowest] = foldings.toSorted((a, b) => a.width - b.width);
  return narrowest?.lines ?? [text];
}

function widthOf(rows: readonly (readonly Lines[])[]): number {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => longest(row[column] ?? []))),
  );
  return widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length);
}

function longest(lines: Lines): number {
  return Math.max(0, ...lines.map(({ length }) => length));
}

function drawTable(rows: readonly (readonly Lines[])[], texts: readonly number[]): string {
  const table = new CliTable({
    chars: BORDERLESS,
    colAligns: (rows[0] ?? []).map((_, index) => (index === 0 || texts.includes(index) ? "left" : "right")),
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  table.push(...rows.map((row) => row.map((lines) => lines.join("\n"))));
  return table.toString();
}

/** The name of each row, and below it a line for every other column. */
function drawBlocks({ columns, rows }: Table, toHeading: (text: string) => string): string {
  const width = longest(columns.slice(1));
  const lines = rows.flatMap(([name = "", ...cells]) => [
    name,
    ...cells.map(
      (cell, index) => `${GAP}${toHeading((columns[index + 1] ?? "").padEnd(width))}${GAP}${cell}`,
    ),
  ]);
  return lines.join("\n");
}
