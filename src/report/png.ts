import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";

/** Inter in the two weights that pictures use: without a font file the renderer drops all text. */
const FONT_FILES: readonly string[] = ["Inter_400Regular.ttf", "Inter_600SemiBold.ttf"].map((name) =>
  fileURLToPath(new URL(`../../assets/fonts/${name}`, import.meta.url)),
);

/** Twice the size in pixels, for sharp text on dense screens and in print. */
const SCALE = 2;

/** What is not drawn as text: tags with their attributes, and what is said to those who do not see a picture. */
const NOT_DRAWN = /<(title|desc|style)\b.*?<\/\1>|<[^>]*>/gs;

/**
 * A character of a script or a kind that Inter lacks. It has Latin, Greek, Cyrillic, punctuation, superscripts and
 * subscripts, currencies, arrows, and these signs of mathematics and shapes, all but a few rare letters. The first two
 * are no signs: they choose how the one before them looks.
 */
const BEYOND_INTER = /[^\ufe0e-\ufe0f\t\n\r -\u04ff\u1e00-\u20bf№ℓ™℮←-↙⇐⇒⇔−∂∆∏∑√∞∫≈≠≤≥■□▲△▶▼▽◆◇○●★☆♡♥✓✗❤]/u;

/** Whether a picture has text in a script or with signs that Inter lacks, as Hebrew, Arabic, Chinese and emoji. */
export function needsSystemFonts(svg: string): boolean {
  return BEYOND_INTER.test(svg.replace(NOT_DRAWN, ""));
}

/**
 * An SVG picture as PNG, in its light colours. Text is set in Inter, which comes along, and the bytes are the same on
 * every machine; but where a name is in a script that Inter lacks, the machine's fonts supply it, and a machine without
 * such a font draws boxes.
 */
export function renderPng(svg: string): Uint8Array {
  const font = {
    loadSystemFonts: needsSystemFonts(svg),
    fontFiles: [...FONT_FILES],
    defaultFontFamily: "Inter",
  };
  return new Resvg(svg, { fitTo: { mode: "zoom", value: SCALE }, font }).render().asPng();
}
