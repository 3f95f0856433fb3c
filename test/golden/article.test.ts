import { beforeEach, describe, expect, it } from "vitest";
import { loadDataset } from "../../src/data/load-dataset.ts";
import { model } from "../../src/textbook/index.ts";
import { presets } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";
import { ARTICLE_DATA_MISSING, articleData, articleFigures, costTolerance } from "../support/article.ts";

const variants = Object.entries(articleFigures).map(([name, figures]) => ({ name, ...figures }));
const relativeError = (actual: number | undefined, expected: number): number =>
  Math.abs((actual as number) / expected - 1);

describe("the article's figures on its own data", () => {
  beforeEach(({ skip }) => skip(articleData === undefined, ARTICLE_DATA_MISSING));

  it.each(variants)("train reproduces $name: costs, accuracies", async ({ name, options, ...expected }) => {
    const { training, test } = await loadDataset(articleData as string);
    const run = await train(training, { ...presets.article, ...options });
    expected.costs.forEach((cost, index) => {
      const iteration = 10_000 * index;
      const actual = run.history.cost[run.history.iteration.indexOf(iteration)];
      expect(relativeError(actual, cost)).toBeLessThan(costTolerance(name, iteration));
    });
    expect(run.model.evaluate(training).accuracy).toBe(expected.training);
    expect(run.model.evaluate(test).accuracy).toBe(expected.test);
  });

  it.each(variants)("the textbook's model starts as $name does", async ({ name, options, costs }) => {
    const { training } = await loadDataset(articleData as string);
    const { X, Y } = training.toMatrices();
    const printed: [number, number][] = [];
    const trained = model(X, Y, {
      ...options,
      iterations: 1001,
      onCost: (iteration, cost) => printed.push([iteration, cost]),
    });
    expect(printed).toEqual([[0, trained.costs[0]]]);
    expect(relativeError(trained.costs[0], costs[0])).toBeLessThan(costTolerance(name, 0));
    const run = await train(training, {
      ...presets.article,
      ...options,
      iterations: 1001,
      costInterval: 1000,
    });
    expect(relativeError(trained.costs[1], run.history.cost[1] as number)).toBeLessThan(1e-12);
  });
});
