import { max, sum } from "d3-array";
import { drawTitle, element, type PictureText, svgDocument, text } from "./svg.ts";
import { textWidth } from "./text-width.ts";
import { FONT_SIZE, PICTURE_STYLE } from "./theme.ts";

/** A table of words and numbers: the first column is set left, the others right. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const MARGIN = 40;
const TITLE_HEIGHT = 62;
const ROW_HEIGHT = 34;
const COLUMN_GAP = 40;

/** A table as a picture. @returns an SVG document */
export function plotResultsTable({ columns, rows }: Table, texts: PictureText): string {
  const widths = columns.map((name, index) => {
    const cells = [name, ...rows.map((row) => row[index] ?? "")];
    return max(cells, (cell) => textWidth(cell, { fontSize: FONT_SIZE.heading })) ?? 0;
  });
  const lefts = widths.map((_, index) => MARGIN + sum(widths.slice(0, index)) + index * COLUMN_GAP);
  const width = (lefts.at(-1) ?? 0) + (widths.at(-1) ?? 0) + MARGIN;
  const drawRow = (cells: readonly string[], y: number, style: string): string =>
    cells
      .map((cell, index) => {
        const left = lefts[index] as number;
        return index === 0
          ? text(cell, { x: left, y, class: style })
          : text(cell, { x: left + (widths[index] as number), y, class: style, anchor: "end" });
      })
      .join("");
  const rule = (y: number, style: string): string =>
    element("line", { class: style, x1: MARGIN, x2: width - MARGIN, y1: y, y2: y });
  const lines = rows.flatMap((row, index) => {
    const y = TITLE_HEIGHT + (index + 1) * ROW_HEIGHT;
    return [drawRow(row, y + 22, "wf-label"), rule(y + ROW_HEIGHT, "wf-grid")];
  });
  const content = [
    drawTitle(texts.title, { left: MARGIN, width }),
    drawRow(columns, TITLE_HEIGHT + 20, "wf-note"),
    rule(TITLE_HEIGHT + ROW_HEIGHT - 4, "wf-line"),
    ...lines,
  ].join("");
  const height = TITLE_HEIGHT + (rows.length + 1) * ROW_HEIGHT + 24;
  return svgDocument({ width, height, content }, texts, PICTURE_STYLE);
}
