import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { renderPng } from "../../src/report/png.ts";
import { pictures } from "../support/pictures.ts";

describe.each(Object.entries(pictures))("the picture %s", (name, svg) => {
  it("is the one that was looked at", async () => {
    await expect(svg).toMatchFileSnapshot(`./${name}.svg`);
  });

  it("says what it shows to those who do not see it", () => {
    expect(svg).toContain("<title>A title with &lt;marks&gt; &amp; signs</title>");
    expect(svg).toContain("<desc>What is to be seen.</desc>");
    expect(svg).toContain('role="img"');
    expect(svg).toContain("@media (prefers-color-scheme:dark)");
  });

  it("has no number that is none, and nothing outside its edges", () => {
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    const drawing = new Resvg(svg.replace(/<rect class="wf-paper"[^>]*>/, ""), {
      font: {
        loadSystemFonts: false,
        fontFiles: ["assets/fonts/Inter_400Regular.ttf", "assets/fonts/Inter_600SemiBold.ttf"],
      },
    });
    const box = drawing.getBBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(drawing.width);
    expect((box?.y ?? 0) + (box?.height ?? Infinity)).toBeLessThanOrEqual(drawing.height);
  });

  it("becomes a PNG with its text", () => {
    const png = renderPng(svg);
    expect(new TextDecoder("latin1").decode(png.subarray(1, 4))).toBe("PNG");
    expect(renderPng(svg.replace(/<text.*?<\/text>/gs, ""))).not.toEqual(png);
    expect(renderPng(svg)).toEqual(png);
  });
});

it("every class that pictures use has its colours in light and in dark", () => {
  const colourless = new Set([
    "wf-curve",
    "wf-bar",
    "wf-name",
    "wf-filled",
    "wf-hollow",
    "wf-ramp",
    "wf-range",
    "wf-mark",
    "wf-small",
  ]);
  const coloured = Object.values(pictures).flatMap((svg) => {
    const style = /<style>(.*?)<\/style>/s.exec(svg)?.[1] as string;
    const [light, dark] = style.split("@media") as [string, string];
    return [...svg.matchAll(/class="([^"]+)"/g)]
      .flatMap(([, classes]) => (classes as string).split(" "))
      .filter((name) => !colourless.has(name))
      .map((name) => ({ name, isSeen: light.includes(`.${name}`) && dark.includes(`.${name}`) }));
  });
  expect(new Set(coloured.map(({ name }) => name)).size).toBeGreaterThan(20);
  expect(coloured.filter(({ isSeen }) => !isSeen)).toEqual([]);
});
