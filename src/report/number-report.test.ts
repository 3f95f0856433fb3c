import { describe, expect, it } from "vitest";
import { counterRandom } from "../base/counter-random.ts";
import { compare } from "../compare/compare.ts";
import { Dataset } from "../data/dataset.ts";
import { splitDataset } from "../data/split.ts";
import { toHtml } from "./html.ts";
import { drawPictures } from "./pictures.ts";
import { summarize } from "./summary.ts";

const random = counterRandom(2, "data");
const rows = Array.from({ length: 90 }, () => [random.randn(), random.randn()]);
const prices = splitDataset(
  Dataset.fromRows({ name: "prices", rows, targets: rows.map(([a = 0, b = 0]) => 50 + 9 * a - 4 * b) }),
);
const options = { hiddenLayers: [5], activation: "tanh", optimizer: "adam", iterations: 60 } as const;

/** What is said of classes, and of nothing else. */
const WORDS_OF_CLASSES = /accurac|percentage|boundar|classes|right|cross-entropy|NaN|undefined|Infinity/i;

describe.each([
  ["several seeds", { seeds: 3 }],
  ["one seed", { seeds: 1 }],
  ["folds", { folds: 3 }],
  ["runs that all diverged", { seeds: 2, optimizer: "gradient-descent", learningRate: 1e99 }],
] as const)("the report of models of numbers with %s", (name, design) => {
  it("has words and pictures of numbers alone", async () => {
    const comparison = await compare(prices, { ...options, ...design });
    const pictures = drawPictures(comparison);
    const names = pictures.map((picture) => picture.name);
    expect(names).toEqual(
      name === "runs that all diverged"
        ? ["differences", "cost", "cost-parts", "weights", "results"]
        : ["error", "differences", "predicted", "cost", "cost-parts", "weights", "results"],
    );
    const page = toHtml(comparison, pictures, "npx wellfit compare prices.csv");
    const [, body = ""] = page.split("<main>");
    const [beforeSettings = ""] = body.split("How to repeat this");
    expect(beforeSettings.replaceAll(/<style>.*?<\/style>|style="[^"]*"|dominant[^;]*/g, "")).not.toMatch(
      WORDS_OF_CLASSES,
    );
    for (const { explanation } of pictures) expect(explanation).not.toMatch(WORDS_OF_CLASSES);
  });
});

describe("the picture of what models of one feature predict", () => {
  const wave = splitDataset(
    Dataset.fromRows({
      name: "wave",
      rows: rows.map(([a = 0]) => [a]),
      targets: rows.map(([a = 0, b = 0]) => a * a + 0.1 * b),
    }),
  );
  const fitted = async (design: { readonly seeds: number } | { readonly folds: number }) =>
    drawPictures(await compare(wave, { ...options, ...design })).find((picture) => picture.name === "fitted");

  it("has a curve for each run of each model, over training and test examples", async () => {
    const svg = (await fitted({ seeds: 2 }))?.svg ?? "";
    expect(svg.match(/<path class="wf-curve wf-models\d" d="M[^"]*L/g)).toHaveLength(3 * 2);
    expect(svg.match(/class="wf-hollow/g)).toHaveLength(3 * 18 + 1);
  });

  it("has in cross-validation all examples that are not for testing", async () => {
    const { svg = "", explanation = "" } = (await fitted({ folds: 3 })) ?? {};
    expect(svg.match(/class="wf-filled/g)).toHaveLength(3 * 72 + 1);
    expect(svg).not.toContain('class="wf-hollow');
    expect(explanation).toContain("trained without its fold");
  });

  it("has the same numbers as the model", async () => {
    const comparison = await compare(wave, { ...options, seeds: 1, variants: [{ name: "lone" }] });
    const svg = drawPictures(comparison).find(({ name }) => name === "fitted")?.svg ?? "";
    const marks = [...svg.matchAll(/class="wf-filled wf-class1" cx="([\d.]+)" cy="([\d.]+)"/g)].slice(0, -1);
    const [left, right] = [0, 1].map((example) => Number(marks[example]?.[2]));
    const targets = wave.training.target.values;
    const perUnit =
      ((right as number) - (left as number)) / ((targets[1] as number) - (targets[0] as number));
    const least = Math.min(
      ...[...wave.training.features, ...wave.test.features].flatMap((f) => [...f.values]),
    );
    const start = comparison.variants[0]?.runs[0]?.run.model.predict([[least]])[0] as number;
    const [, y] = /<path class="wf-curve wf-models0" d="M[\d.]+ ([\d.]+)L/.exec(svg) ?? [];
    expect(Number(y)).toBeCloseTo((left as number) + perUnit * (start - (targets[0] as number)), 0);
  });
});

describe("the sentences on models of numbers", () => {
  it("tell the error, what it is uncertain by, and what it rests on", async () => {
    const { headline, remarks } = summarize(await compare(prices, { ...options, seeds: 1 }));
    expect(headline).toMatch(/^RMSE on the 18 test examples: [\d.]+ with no regularization, [\d.]+ with L2 /);
    expect(remarks[0]).toMatch(
      /^This is one seed, and 18 test examples leave each RMSE uncertain \(95 % intervals\): [\d.]+ to [\d.]+ with no /,
    );
    expect(remarks[1]).toMatch(/no model does better on them than .*, with RMSE [\d.]+\.$/);
  });

  it("say so where a model is no better than the mean of the numbers", async () => {
    const held = { ...options, iterations: 5, seeds: 2, variants: [{ name: "held", lambda: 1e4 }] };
    const { remarks } = summarize(await compare(prices, held));
    expect(remarks.at(-1)).toMatch(
      /^In 2 of 2 runs \(seed 3 for one\): held learned nothing: its RMSE of [\d.]+ on the training examples is no smaller than the [\d.]+ of always answering with their mean\. The numbers are large: scale the target to about −1 … 1, or take more iterations\.$/,
    );
    const learned = summarize(
      await compare(prices, { ...options, iterations: 3000, learningRate: 0.05, seeds: 2 }),
    );
    expect(learned.remarks.join(" ")).not.toContain("learned nothing");
  });

  it("warn of test errors where nothing else can choose", async () => {
    const { training, test } = prices;
    const comparison = await compare({ name: "prices", training, test }, { ...options, seeds: 2 });
    expect(summarize(comparison).remarks.join(" ")).toContain(
      "the best of these test errors promises more than new examples will keep.",
    );
  });
});
