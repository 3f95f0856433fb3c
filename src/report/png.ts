import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";

/** Inter in the two weights that pictures use: without a font file the renderer drops all text. */
const FONT_FILES: readonly string[] = ["Inter_400Regular.ttf", "Inter_600SemiBold.ttf"].map((name) =>
  fileURLToPath(new URL(`../../assets/fonts/${name}`, import.meta.url)),
);

/** Twice the size in pixels, for sharp text on dense screens and in print. */
const SCALE = 2;

/** An SVG picture as PNG, in its light colours; the same bytes on every machine. */
export function renderPng(svg: string): Uint8Array {
  const font = { loadSystemFonts: false, fontFiles: [...FONT_FILES], defaultFontFamily: "Inter" };
  return new Resvg(svg, { fitTo: { mode: "zoom", value: SCALE }, font }).render().asPng();
}
