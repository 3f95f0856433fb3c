/** What all pages are made of: they need nothing beside themselves, no script, no font, no request. */

import { VERSION } from "../base/version.ts";
import type { Table } from "../plot/results-table.ts";
import { element, escapeText } from "../plot/svg.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { toPageText } from "./page-text.ts";
import type { Picture } from "./picture.ts";

/** What the foot of every page begins with. */
const MAKER = "Made by wellfit ";

/**
 * A whole page: its heading, its sections below each other, and a foot that says who made it.
 *
 * @param sections HTML
 * @param style rules beside those that all pages have
 */
export function toPage(title: string, sections: readonly string[], style = ""): string {
  const body = [
    element("h1", {}, escapeText(title)),
    ...sections,
    element("footer", {}, `${MAKER}${VERSION}. This page loads nothing and sends nothing.`),
  ];
  return [
    "<!doctype html>",
    '<html lang="en">',
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeText(title)}</title><style>${PAGE_STYLE}${style}</style></head>`,
    `<body><main>${body.join("\n")}</main></body></html>\n`,
  ].join("\n");
}

/** The names of the pictures that a page made by {@link toPage} shows; none of any other page. */
export function picturesOf(html: string): string[] {
  if (!html.includes(`<footer>${MAKER}`)) return [];
  return [...html.matchAll(/<figure id="([\w+-]+)">/g)].map(([, name]) => name as string);
}

/** A picture may shrink to this share of its own width before it scrolls instead: its text stays readable. */
const LEAST_SCALE = 0.8;

/**
 * A picture with its explanation and the tables behind it; wide pictures scroll on narrow screens instead of becoming
 * unreadable.
 */
export function toFigure({ name, title, explanation, svg, tables }: Picture): string {
  const width = Number(/ width="(\d+)"/.exec(svg)?.[1]);
  const style = `--least-width:${Math.round(LEAST_SCALE * width)}px`;
  const attributes = {
    class: "picture",
    style,
    tabindex: "0",
    role: "group",
    "aria-label": `picture ${name}`,
  };
  return element(
    "figure",
    { id: name },
    element("div", attributes, svg),
    element("figcaption", {}, toPageText(explanation)),
    tables.length === 0
      ? ""
      : folded(`The numbers: ${title}`, tables.map((table) => htmlTable(table.caption, table)).join("")),
  );
}

/** A sentence or a few as a paragraph. */
export function paragraph(sentence: string): string {
  return element("p", {}, toPageText(sentence));
}

/** A sentence on the table above it. */
export function note(sentence: string): string {
  return element("p", { class: "note" }, toPageText(sentence));
}

/** What is seen only when a reader asks for it. @param content HTML */
export function folded(summary: string, content: string): string {
  return element("details", {}, element("summary", {}, escapeText(summary)), content);
}

/** A table with its caption; nothing where there are no rows. */
export function htmlTable(caption: string, { columns, rows }: Table, id?: string): string {
  if (rows.length === 0) return "";
  const head = columns.map((name) => element("th", { scope: "col" }, toPageText(name)));
  const body = rows.map(([first = "", ...rest]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, toPageText(first)),
      ...rest.map((cell) => element("td", {}, toPageText(cell))),
    ),
  );
  return element(
    "div",
    { class: "table", id, tabindex: "0", role: "group", "aria-label": `table ${caption}` },
    element(
      "table",
      {},
      element("caption", {}, escapeText(caption)),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...body),
    ),
  );
}

/** The command line that makes the page again. */
export function toRepetition(command: string): string[] {
  return [
    element("h2", {}, "How to repeat this"),
    element("pre", {}, element("code", {}, escapeText(command))),
  ];
}
