import { describe, expect, it } from "vitest";
import { formatPercent } from "../base/number-format.ts";
import { compare } from "../compare/compare.ts";
import type { Comparison } from "../compare/comparison.ts";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import { toHtml } from "./html.ts";
import { drawPictures } from "./pictures.ts";

const football = datasets.football();
const moons = splitDataset(datasets.moons({ examples: 60 }));
const blobs = splitDataset(datasets.blobs({ features: 3, examples: 60 }));
const COMMAND = "npx wellfit compare --seeds 3";

const pageOf = (comparison: Comparison): string => toHtml(comparison, drawPictures(comparison), COMMAND);

/** A comparison that was stopped after five of its runs. */
async function stopped(): Promise<Comparison> {
  const controller = new AbortController();
  let runs = 0;
  return compare(football, {
    iterations: 5,
    seeds: 3,
    signal: controller.signal,
    onEvent: ({ type }) => type === "run" && ++runs === 5 && controller.abort(),
  });
}

const comparisons: Readonly<Record<string, () => Promise<Comparison>>> = {
  "1 seed": () => compare(football, { iterations: 20, seeds: 1 }),
  "3 seeds": () => compare(football, { iterations: 20, seeds: 3 }),
  folds: () => compare(moons, { iterations: 20, folds: 3 }),
  "repeated folds without development examples": () =>
    compare(football, { iterations: 5, folds: 2, repeats: 2 }),
  "development examples": () => compare(moons, { iterations: 20, seeds: 2 }),
  "all runs diverged": () => compare(football, { iterations: 100, learningRate: 1e155, seeds: 3 }),
  "all runs of one seed diverged": () =>
    compare(football, { iterations: 100, learningRate: 1e155, seeds: 1 }),
  "all folds diverged": () => compare(football, { iterations: 100, learningRate: 1e155, folds: 2 }),
  "a variant that diverged": () =>
    compare(football, { iterations: 100, learningRate: 1000, lambda: 1, seeds: 3 }),
  "some runs that diverged": () =>
    compare(football, { iterations: 72, learningRate: 430, lambda: 1, seeds: 3 }),
  "fewer runs than planned": stopped,
  "3 features": () => compare(blobs, { iterations: 20, seeds: 3 }),
  "3 features in folds": () => compare(blobs, { iterations: 20, folds: 2 }),
  "one variant": () => compare(football, { iterations: 20, seeds: 3, variants: [{ name: "plain" }] }),
  "one variant in folds": () =>
    compare(football, { iterations: 20, folds: 2, variants: [{ name: "plain" }] }),
  "12 variants": () =>
    compare(football, {
      iterations: 5,
      seeds: 2,
      variants: Array.from({ length: 12 }, (_, i) => ({ name: `variant-with-a-long-name-${i}`, lambda: i })),
    }),
  "one variant under two names": () =>
    compare(football, { iterations: 5, seeds: 2, variants: [{ name: "one" }, { name: "other" }] }),
  "intervals over seeds alone": () => compare(football, { iterations: 20, seeds: 2, intervals: "seeds" }),
};

it.each(Object.keys(comparisons))(
  "the page of %s has only real numbers, ids that differ, two sentences on every picture, whole tables",
  async (name) => {
    const comparison = await (comparisons[name] as () => Promise<Comparison>)();
    const pictures = drawPictures(comparison);
    const page = toHtml(comparison, pictures, COMMAND);
    expect(page).not.toMatch(/NaN|Infinity|undefined|\[object/);
    expect(page).not.toMatch(/<tbody><\/tbody>|<li><\/li>|<p><\/p>|<figcaption><\/figcaption>/);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { explanation, tables, svg, title } of pictures) {
      expect(explanation.match(/[^.]*?\.(?= |$)/g), explanation).toHaveLength(2);
      expect(svg).toContain(`<title>${title}</title><desc>`);
      for (const { columns, rows } of tables) {
        expect(rows.length).toBeGreaterThan(0);
        expect(rows.every((row) => row.length === columns.length)).toBe(true);
      }
    }
  },
);

describe("the page of several seeds", async () => {
  const comparison = await compare(football, { iterations: 100, seeds: 3 });
  const page = pageOf(comparison);
  const plain = page.replaceAll("\u00a0", " ");

  it("begins with the accuracies and the verdicts as a list", () => {
    const list = /<\/h1>\n<p>(.*?)<\/p>\n<ul class="verdicts">(.*?)<\/ul>/s.exec(plain);
    expect(list?.[1]).toMatch(/^Mean accuracy of 3 seeds on the 200 test examples: /);
    const items = [...(list?.[2] ?? "").matchAll(/<li>(.*?)<\/li>/g)].map(([, item]) => item as string);
    expect(items).toHaveLength(3);
    expect(items.toSorted()).toEqual(comparison.pairs.map(({ verdict }) => `${verdict.text}.`).toSorted());
  });

  it("says how often the test examples were looked at, and that they chose nothing", () => {
    expect(plain).toContain(
      "<p>The test examples were looked at 9 times, once for each run, and chose nothing. There are no development",
    );
  });

  it("shows the accuracies first, with a dot for every run, then the differences", () => {
    const figures = [...page.matchAll(/<figure id="([\w+-]+)">(.*?)<\/figure>/gs)];
    expect(figures.map(([, id]) => id)).toEqual([
      "accuracy",
      "differences",
      "boundaries",
      "spread",
      "dropout-spread",
      "confusion",
      "roc",
      "precision-recall",
      "calibration",
      "cost",
      "cost-parts",
      "weights",
      "boundary-none",
      "boundary-l2",
      "boundary-dropout",
    ]);
    const groups = [...(figures[0]?.[2] ?? "").matchAll(/<g class="wf-dot wf-seed[^"]*">(.*?)<\/g>/g)];
    // Three models, on test and on training examples.
    expect(groups.map(([, dots]) => dots?.match(/<circle/g)?.length)).toEqual([3, 3, 3, 3, 3, 3]);
    for (const { verdict } of comparison.pairs) {
      const [start = ""] = verdict.text.split(" and ");
      expect(figures[1]?.[2]).toContain(start);
    }
  });

  it("has the tables behind the pictures, folded", () => {
    const tablesOf = (id: string): string[] => {
      const figure = new RegExp(`<figure id="${id}">.*?</figure>`, "s").exec(page)?.[0] ?? "";
      const folded =
        /<details><summary>The numbers: [^<]+<\/summary>(.*)<\/details>/s.exec(figure)?.[1] ?? "";
      return [...folded.matchAll(/<caption>(.*?)<\/caption>/g)].map(([, caption]) => caption as string);
    };
    expect(tablesOf("accuracy")).toEqual(["Figures", "Test accuracy by seed"]);
    expect(tablesOf("differences")).toEqual(["Differences"]);
    expect(tablesOf("boundaries")).toEqual(["Test accuracy by seed"]);
    expect(tablesOf("cost")).toEqual(["Cost"]);
    expect(tablesOf("cost-parts")).toEqual(comparison.variants.map(({ title }) => title));
    expect(tablesOf("weights")).toEqual(["Weights"]);
    for (const { runs } of comparison.variants) {
      for (const { test } of runs) {
        expect(plain).toContain(`<td>${formatPercent(test?.accuracy ?? 0)}</td>`);
      }
    }
  });

  it("has the figures, the intervals and the p-values of its tables from the comparison", () => {
    const [first] = comparison.pairs;
    const { accuracy, differences } = Object.fromEntries(
      drawPictures(comparison).map((picture) => [picture.name, picture]),
    );
    const [figures, runs] = accuracy?.tables ?? [];
    const { mean = 0, interval } = comparison.variants[0]?.estimates.test?.accuracy ?? {};
    expect(figures?.rows[0]?.slice(0, 3)).toEqual([
      "no regularization",
      "test accuracy",
      formatPercent(mean),
    ]);
    expect(figures?.rows[0]?.[4]).toBe(
      `${formatPercent(interval?.low ?? 0)} to ${formatPercent(interval?.high ?? 0)}`,
    );
    expect(runs?.columns[0]).toBe("seed");
    expect(runs?.rows.map(([seed]) => seed)).toEqual(["3", "4", "5"]);
    expect(differences?.tables[0]?.rows[0]).toEqual([
      "l2 − none",
      expect.any(String),
      expect.stringMatching(/ to /),
      expect.any(String),
      expect.any(String),
      "3",
      "crossed bootstrap",
      first?.verdict.text,
    ]);
  });

  it("folds the table of all runs away, of few it stands open", async () => {
    expect(page).toMatch(
      /<details><summary>All 9 runs<\/summary><div class="table"[^>]*aria-label="table Runs"/,
    );
    for (const { runs } of comparison.variants) {
      for (const { run } of runs) expect(page).toContain(`<td>${run.fingerprint}</td>`);
    }
    const few = pageOf(await compare(football, { iterations: 5, seeds: 2 }));
    expect(few).toContain('aria-label="table Runs"');
    expect(few).not.toContain("<summary>All");
  });

  it("has the command line that repeats it, and the seeds among the settings", () => {
    expect(page).toContain(`<h2>How to repeat this</h2>\n<pre><code>${COMMAND}</code></pre>`);
    expect(page).toContain('<th scope="row">seed</th><td>3 to 5</td><td>3 to 5</td><td>3 to 5</td>');
  });
});

describe("the page of a cross-validation", () => {
  it("names the folds in its tables, and says that the test examples were not looked at", async () => {
    const page = pageOf(await compare(moons, { iterations: 10, folds: 2, repeats: 2 }));
    expect(page).toContain("Mean accuracy on held-out examples, in 2 × 2-fold cross-validation");
    expect(page).toContain("The test examples were not looked at.");
    expect(page).toContain("<caption>Held-out accuracy by seed</caption>");
    for (const place of ["3, fold 1", "3, fold 2", "4, fold 1", "4, fold 2"]) {
      expect(page.replaceAll("\u00a0", " ")).toContain(`<th scope="row">${place}</th>`);
    }
    expect(page).toContain("<summary>All 12 runs</summary>");
  });

  it("has one variant's page without differences, verdicts or a choice", async () => {
    const options = { iterations: 10, folds: 2, variants: [{ name: "plain" }] };
    const comparison = await compare(moons, options);
    expect(drawPictures(comparison).map(({ name }) => name)).not.toContain("differences");
    expect(pageOf(comparison)).not.toMatch(/class="verdicts"|does best on them/);
  });
});

describe("the page of runs that diverged", () => {
  it("says so of each in the table of accuracies by seed", async () => {
    const comparison = await compare(football, { iterations: 72, learningRate: 430, lambda: 1, seeds: 3 });
    const [accuracy] = drawPictures(comparison);
    const [, runs] = accuracy?.tables ?? [];
    expect(runs?.rows.map((row) => row[2])).toEqual([
      "diverged",
      expect.stringMatching(/^\d+\.\d %$/),
      "diverged",
    ]);
    const page = pageOf(comparison).replaceAll("\u00a0", " ");
    expect(page).toContain(
      "L2 (λ = 1): 2 of 3 runs are left out of all figures. Seed 3: diverged at iteration ",
    );
  });
});
