import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { VERSION } from "../base/version.ts";
import { compare } from "../compare/compare.ts";
import type { Comparison } from "../compare/comparison.ts";
import type { CompareOptions } from "../compare/options.ts";
import { Dataset, splitHash } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import { toHtml } from "./html.ts";
import { drawPictures, RESULTS_EXPLANATION } from "./pictures.ts";
import { writeReport } from "./write-report.ts";

/** A comparison of one seed. */
const compareOnce = (data: Parameters<typeof compare>[0], options: CompareOptions): Promise<Comparison> =>
  compare(data, { seeds: 1, ...options });

/** A comparison of some of the variants. */
const withOnly = (whole: Comparison, from: number, to: number): Comparison => ({
  ...whole,
  variants: whole.variants.slice(from, to),
  pairs: [],
});

const comparison = await compareOnce(datasets.football(), {
  iterations: 300,
  mask: "frozen",
  rng: "numpy",
});
const pictures = drawPictures(comparison);
const html = toHtml(comparison, pictures, "npx wellfit compare 'a <b>.csv'");

describe("the pictures", () => {
  it("are accuracies, differences, the boundaries together and apart, costs, weights and results", () => {
    expect(pictures.map(({ name }) => name)).toEqual([
      "accuracy",
      "differences",
      "boundaries",
      "boundary-none",
      "boundary-l2",
      "boundary-dropout",
      "confusion",
      "roc",
      "precision-recall",
      "calibration",
      "cost",
      "cost-parts",
      "weights",
      "results",
    ]);
  });

  it("are each explained in two sentences", () => {
    for (const { explanation, svg } of pictures) {
      expect(explanation.match(/[^.;:]*?[.](?= |$)/g)?.length).toBe(2);
      expect(svg).toContain("<desc>");
    }
  });

  it("leave out boundaries where there are not two features, and say so", async () => {
    const data = splitDataset(datasets.blobs({ features: 3, examples: 60 }));
    const other = await compareOnce(data, { iterations: 20 });
    const drawn = drawPictures(other);
    expect(drawn.map(({ name }) => name)).toEqual([
      "accuracy",
      "differences",
      "confusion",
      "roc",
      "precision-recall",
      "calibration",
      "cost",
      "cost-parts",
      "weights",
      "results",
    ]);
    expect(toHtml(other, drawn, "x")).toContain(
      "There is no picture of the boundaries: the data has 3 features, not two.",
    );
  });

  it("leave out boundaries where features are too large for a scale, and the report still stands", async () => {
    const rows = Array.from({ length: 20 }, (_, i) => [i % 2 === 0 ? 1e308 : -1e308, i]);
    const part = Dataset.fromRows({ name: "huge", rows, labels: rows.map((_, i) => i % 2) });
    const huge = await compareOnce({ name: "huge", training: part, test: part }, { iterations: 20 });
    const drawn = drawPictures(huge);
    expect(drawn.map(({ name }) => name)).toEqual([
      "differences",
      "cost",
      "cost-parts",
      "weights",
      "results",
    ]);
    const page = toHtml(huge, drawn, "x");
    expect(page).toContain("There is no picture of the boundaries: the features are too large to be drawn.");
    expect(page).not.toMatch(/NaN|Infinity/);
  });

  it("show a model by itself once", async () => {
    const drawn = drawPictures(withOnly(comparison, 1, 2));
    expect(drawn.map(({ name }) => name)).toEqual([
      "accuracy",
      "boundaries",
      "confusion",
      "roc",
      "precision-recall",
      "calibration",
      "cost",
      "cost-parts",
      "weights",
      "results",
    ]);
  });

  it("leave out the parts of costs that have one part only, the curve of the cost itself", async () => {
    const namesOf = (shown: Comparison): string[] =>
      drawPictures(withOnly(shown, 0, 1)).map(({ name }) => name);
    const quality = ["confusion", "roc", "precision-recall", "calibration"];
    const names = ["accuracy", "boundaries", ...quality, "cost", "weights", "results"];
    expect(namesOf(comparison)).toEqual(names);
    const moons = splitDataset(datasets.moons({ examples: 60 }));
    expect(namesOf(await compareOnce(moons, { iterations: 5 }))).toContain("cost-parts");
  });
});

describe("the page", () => {
  it("loads nothing: no script, no link, no address but SVG's own name", () => {
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|@font-face/i);
    const addresses = [...html.matchAll(/(?:https?:)?\/\/[\w.]+[^"\s<]*/g)].map(([address]) => address);
    expect(new Set(addresses)).toEqual(new Set(["http://www.w3.org/2000/svg"]));
    for (const [, target] of html.matchAll(/url\(([^)]*)\)/g)) expect(target).toMatch(/^#/);
  });

  it("gives every id once", () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("prints settings, hashes, fingerprints, version, the way to repeat it and the same settings elsewhere", () => {
    for (const { runs } of comparison.variants) {
      for (const { run } of runs) expect(html).toContain(run.fingerprint);
    }
    expect(html).toContain(splitHash(comparison.data));
    expect(html).toContain(`wellfit ${VERSION}`);
    expect(html).toContain("npx wellfit compare 'a &lt;b&gt;.csv'");
    expect(html).toContain("l2 = 0.001658767773 (λ/(2m))");
    expect(html).toContain("Dropout(p = 0.14)");
    expect(html).toMatch(/<th scope="row">learningRate<\/th><td>0\.3<\/td>/);
  });

  it("says below the table of results what its columns mean", () => {
    const [, below] = html.split('id="results"') as [string, string];
    const explanation = /^.*?<\/table><\/div>\n<p class="note">(.*?)<\/p>/s.exec(below)?.[1];
    expect(explanation).toBe(RESULTS_EXPLANATION);
    expect(explanation).toMatch(/Accuracy is .* The data cost is .*; the penalty is .*; ‖W₁‖ is /);
  });

  it("names the features and the target, of very many the first few", async () => {
    expect(html).toContain('<p class="note">Features: x₁, x₂. Target: y.</p>');
    const featureNames = Array.from({ length: 12 }, (_, i) => (i === 0 ? "n".repeat(60) : `x${i}`));
    const rows = Array.from({ length: 20 }, (_, i) => featureNames.map((_name, j) => Math.sin(i * j + i)));
    const labels = rows.map((_, i) => i % 2);
    const wide = Dataset.fromRows({ name: "wide", rows, labels, featureNames, targetName: "kind" });
    const page = toHtml(
      await compareOnce({ name: "wide", training: wide, test: wide }, { iterations: 2 }),
      [],
      "x",
    );
    const first = `${"n".repeat(20)}…${"n".repeat(19)}`;
    expect(page).toContain(`Features: ${first}, x₁, x₂, x₃, x₄, x₅, x₆, x₇ and 4 more. Target: kind.`);
  });

  it("writes numbers alike in all tables, and names models by their titles", () => {
    const settings = /<table><caption>Settings<.*?<\/table>/s.exec(html)?.[0] as string;
    expect(settings).toMatch(/<th scope="col">L2 \(λ\u00a0=\u00a00\.7\)<\/th>/);
    expect(settings).toContain('<th scope="row">iterations</th><td>300</td>');
    const title = "no regularization";
    const long = comparison.variants.map((variant) => ({
      ...variant,
      title,
      settings: { ...variant.settings, iterations: 30_000 },
      runs: variant.runs.map((result) => ({
        ...result,
        seed: 12_345,
        run: { ...result.run, iterations: 30_000 },
      })),
    }));
    const page = toHtml({ ...comparison, variants: long }, [], "x");
    expect(page.match(/>30\u00a0000</g)).toHaveLength(6);
    expect(page).toContain('<th scope="row">seed</th><td>12345</td>');
  });

  it("lets no picture shrink below four fifths of its width", () => {
    const width = Number(/ width="(\d+)"/.exec(pictures[0]?.svg ?? "")?.[1]);
    expect(html).toContain(`style="--least-width:${Math.round(0.8 * width)}px"`);
  });

  it("of a comparison that was stopped before its first run was over says so, and has no empty tables", () => {
    const empty = withOnly(comparison, 0, 0);
    expect(drawPictures(empty)).toEqual([]);
    const page = toHtml(empty, [], "x");
    expect(page).toContain("Training was stopped before the first run was over: there are no results.");
    expect(page).not.toMatch(/<tbody><\/tbody>|undefined|NaN|There is no picture/);
  });
});

describe("writeReport", () => {
  it("removes pictures of an earlier report that the new one does not have, and nothing else", async () => {
    const folder = await mkdtemp(join(tmpdir(), "wellfit-report-"));
    try {
      await writeReport(comparison, folder, "x");
      await writeFile(join(folder, "notes.svg"), "mine");
      const data = splitDataset(datasets.blobs({ features: 3, examples: 60 }));
      const names = await writeReport(await compareOnce(data, { iterations: 20 }), folder, "x");
      expect((await readdir(folder)).toSorted()).toEqual([...names, "notes.svg"].toSorted());
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("leaves pictures alone that stand beside another's page", async () => {
    const folder = await mkdtemp(join(tmpdir(), "wellfit-report-"));
    try {
      await writeFile(join(folder, "report.html"), '<figure id="boundaries"></figure>');
      await writeFile(join(folder, "boundaries.svg"), "mine");
      const data = splitDataset(datasets.blobs({ features: 3, examples: 60 }));
      await writeReport(await compareOnce(data, { iterations: 20 }), folder, "x");
      expect(await readFile(join(folder, "boundaries.svg"), "utf8")).toBe("mine");
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("writes the page and every picture as SVG and PNG, and nothing else", async () => {
    const folder = await mkdtemp(join(tmpdir(), "wellfit-report-"));
    try {
      const out = join(folder, "out");
      const names = await writeReport(comparison, out, "x");
      expect((await readdir(out)).toSorted()).toEqual([...names].toSorted());
      expect(names).toHaveLength(1 + 2 * pictures.length);
      expect(await readFile(join(out, "cost.svg"), "utf8")).toBe(
        pictures.find(({ name }) => name === "cost")?.svg,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
