import { describe, expect, it } from "vitest";
import { sketchCategories, sketchElement, sketchHistogram } from "./sketches.ts";

const heightsOf = (content: string): number[] =>
  [...content.matchAll(/height="([\d.]+)"><title>/g)].map(([, height]) => Number(height));

describe("a small histogram", () => {
  const bars = [8, 0, 4, 1].map((count, bin) => ({ count, label: `bin ${bin}: ${count} rows` }));
  const { width, height, content } = sketchHistogram({ bars, ends: ["−3", "5"] });

  it("has a bar for every bin that holds something, as high as its count, and what it says where a pointer rests", () => {
    const [most = 0, half, least] = heightsOf(content);
    expect([half, least]).toEqual([most / 2, most / 8]);
    expect(heightsOf(content)).toHaveLength(3);
    expect(content).toContain("<title>bin 2: 4 rows</title>");
  });

  it("has the ends of its scale below, once where they are the same", () => {
    expect(content).toMatch(/>−3<\/text>.*>5<\/text>/);
    expect(sketchHistogram({ bars, ends: ["7", "7"] }).content.match(/<text/g)).toHaveLength(1);
  });

  it("shows the smallest count, and its quartiles where it has some", () => {
    const uneven = [1_000_000, 1].map((count) => ({ count, label: "" }));
    expect(heightsOf(sketchHistogram({ bars: uneven, ends: ["a", "b"] }).content).at(-1)).toBe(1);
    const quartiles = { lowerQuartile: 0.25, median: 0.5, upperQuartile: 0.75 };
    const drawn = sketchHistogram({ bars, ends: ["a", "b"], quartiles }).content;
    expect(drawn).toContain(`x="${width / 4}"`);
    expect(drawn).toContain(`width="${width / 2}"`);
    expect(height).toBeGreaterThan(0);
  });
});

describe("a small bar that is divided by classes", () => {
  const partsOf = (content: string) =>
    [
      ...content.matchAll(
        /<rect class="([^"]+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"\/>/g,
      ),
    ].map(([, style, ...numbers]) => ({ style, numbers: numbers.map(Number) }));

  it("has its classes in their order from the ground up, and what is of none of them in grey", () => {
    const bar = { count: 8, byClass: [4, 0, 2], label: "" };
    const parts = partsOf(sketchHistogram({ bars: [bar], ends: ["a", "b"] }).content);
    expect(parts.map(({ style }) => style)).toEqual([
      "wf-filled wf-class0",
      "wf-filled wf-class2",
      "wf-rest",
    ]);
    const heights = parts.map(({ numbers }) => numbers[3] as number);
    expect(heights).toEqual([heights[0], (heights[0] as number) / 2, (heights[0] as number) / 2]);
    const [first, second, third] = parts.map(({ numbers }) => numbers[1] as number);
    expect(first).toBeGreaterThan(second as number);
    expect(second).toBeGreaterThan(third as number);
  });

  it("has them from left to right where it lies, one beginning where the other ends", () => {
    const bar = { name: "x", figure: "", count: 10, byClass: [3, 7], label: "x: 10" };
    const [first, second] = partsOf(sketchCategories([bar]).content).map(({ numbers }) => numbers);
    expect((first?.[0] ?? 0) + (first?.[2] ?? 0)).toBeCloseTo(second?.[0] ?? 0, 1);
    expect((second?.[2] ?? 0) / (first?.[2] ?? 1)).toBeCloseTo(7 / 3, 1);
  });
});

describe("small bars of categories", () => {
  it("are as long as their counts, and escape what they are called", () => {
    const bar = (name: string, count: number) => ({ name, count, label: `${name}: ${count}`, figure: "5 %" });
    const { content } = sketchCategories([bar("a", 6), bar("<b>", 3), bar("c", 0)]);
    const [long = 0, short] = [...content.matchAll(/width="([\d.]+)" height="[\d.]+"><title>/g)].map(
      ([, length]) => Number(length),
    );
    expect(short).toBe(long / 2);
    expect(content).toContain("&lt;b&gt;");
    expect(content).not.toContain("<b>");
  });

  it("become an element that says what it shows", () => {
    expect(sketchElement({ width: 5, height: 3, content: "" }, 'shares of "x"')).toBe(
      '<svg class="wf-sketch" width="5" height="3" viewBox="0 0 5 3" role="img" aria-label="shares of &quot;x&quot;"></svg>',
    );
  });
});
