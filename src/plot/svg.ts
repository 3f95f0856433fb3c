/** Writing SVG as text: the same in Node, in a worker and in a browser. */

import { fitText } from "./text-width.ts";
import { FONT_SIZE } from "./theme.ts";

/** A group of shapes drawn in its own coordinates, with its size. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly content: string;
}

/** The attributes of an element by name; those that are undefined are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element. Numbers are rounded to hundredths; attributes that are undefined are left out; children are SVG. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) => ` ${key}="${typeof value === "number" ? round(value) : escapeText(value as string)}"`,
    )
    .join("");
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join("")}</${name}>`;
}

/** Control characters: none may stand in XML but tabs and ends of lines. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;

/** A text element; `anchor` says which end of the text is at x. */
export function text(
  content: string,
  place: { x: number; y: number; class: string; anchor?: "start" | "middle" | "end"; transform?: string },
): string {
  const { anchor, ...attributes } = place;
  return element("text", { ...attributes, "text-anchor": anchor }, escapeText(content));
}

/** From the upper edge of every picture to the baseline of its title. */
const TITLE_BASELINE = 34;
/** Right of the longest title. */
const TITLE_MARGIN = 20;

/** The title of a picture at the left of what it stands above, shortened to the picture's width. */
export function drawTitle(
  title: string,
  { left, width }: { readonly left: number; readonly width: number },
): string {
  const fitted = fitText(title, width - left - TITLE_MARGIN, { fontSize: FONT_SIZE.title, isBold: true });
  return text(fitted, { x: left, y: TITLE_BASELINE, class: "wf-title" });
}

/** A number with at most two decimals. */
export function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A text as it stands between tags and in attributes. Characters that XML does not allow become U+FFFD. */
export function escapeText(value: string): string {
  return value
    .toWellFormed()
    .replace(UNWRITABLE, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** What a picture says to those who do not see it. */
export interface PictureText {
  readonly title: string;
  /** One or two sentences: what is to be seen. */
  readonly description: string;
}

/** A whole SVG document with title, description, style sheet and background. */
export function svgDocument({ width, height, content }: Drawing, texts: PictureText, style: string): string {
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: Math.ceil(width),
      height: Math.ceil(height),
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
      role: "img",
      "aria-label": texts.title,
    },
    element("title", {}, escapeText(texts.title)),
    element("desc", {}, escapeText(texts.description)),
    element("style", {}, style),
    element("rect", { class: "wf-paper", width: "100%", height: "100%" }),
    content,
  );
}
