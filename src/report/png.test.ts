import { describe, expect, it } from "vitest";
import { pictures } from "../../test/support/pictures.ts";
import { needsSystemFonts, renderPng } from "./png.ts";

const write = (words: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"><title>猫</title><desc>猫</desc>` +
  `<style>text{font-family:Inter}</style><text x="2" y="20" class="猫">${words}</text></svg>`;

describe("a picture", () => {
  it("that is written in what Inter has asks for no font of the machine", () => {
    for (const words of [
      "Größe, Ωμέγα, Жук, Việt",
      "λ = 0.7 − ‖W₁‖ × 10⁻³ → ∞ ≤ ½ “€”…",
      "&lt;é &amp; b&gt;",
    ]) {
      expect(needsSystemFonts(write(words))).toBe(false);
    }
    expect(Object.values(pictures).filter(needsSystemFonts)).toEqual([]);
  });

  it.each(["猫", "日本語 b", "한국어", "עברית", "العربية", "हिन्दी", "😀", "𝑥"])(
    "with %s asks for the machine's fonts",
    (words) => expect(needsSystemFonts(write(words))).toBe(true),
  );

  it("with signs that are said to be in Inter has glyphs for them, not boxes", () => {
    const box = renderPng(write("\u0378"));
    expect(needsSystemFonts(write("\u0378"))).toBe(false);
    expect(renderPng(write("\u0379"))).toEqual(box);
    for (const sign of "aßżΩλЖ−‖₁⁻×→↔⇒∂∆∏∑√∞∫≈≠≤≥■□▲△▶▼▽◆◇○●★☆♡♥✓✗❤№ℓ™℮€") {
      expect(needsSystemFonts(write(sign)), sign).toBe(false);
      expect(renderPng(write(sign)), sign).not.toEqual(box);
    }
  });
});
