import { expect, it } from "vitest";
import { compare } from "../compare/compare.ts";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import { drawSpreads } from "./uncertainty-picture.ts";

const football = datasets.football();
const namesOf = async (data: Parameters<typeof compare>[0], options: Parameters<typeof compare>[1]) =>
  drawSpreads(await compare(data, { iterations: 40, ...options })).map(({ name }) => name);

it("seeds that differ have a picture of it, and a model with dropout one of its own doubt", async () => {
  const comparison = await compare(football, { iterations: 40, seeds: 3 });
  const [spread, dropout] = drawSpreads(comparison);
  expect(spread?.name).toBe("spread");
  expect(spread?.svg).toContain("no regularization, 3 seeds");
  expect(spread?.explanation).toContain(
    "standard deviation, over the seeds of a model, of the probability of home",
  );
  expect(dropout?.title).toMatch(/^MC dropout on football: dropout \(keep 0\.86\), seed \d+$/);
  const again = drawSpreads(comparison);
  expect(again.map(({ svg }) => svg)).toEqual([spread?.svg, dropout?.svg]);
});

it("there is none of one seed, of more than two features, or in cross-validation", async () => {
  expect(await namesOf(football, { seeds: 1 })).toEqual([]);
  expect(await namesOf(splitDataset(datasets.blobs({ features: 3, examples: 60 })), { seeds: 2 })).toEqual(
    [],
  );
  expect(await namesOf(splitDataset(datasets.moons({ examples: 60 })), { folds: 3 })).toEqual([]);
});

it("of several classes it shows how far the seeds differ about the answer they give together", async () => {
  const blobs = splitDataset(datasets.blobs({ centers: 3, examples: 90, seed: 1 }));
  const comparison = await compare(blobs, { iterations: 40, seeds: 3, variants: [{ name: "plain" }] });
  const [spread, ...others] = drawSpreads(comparison);
  expect(others).toEqual([]);
  expect(spread?.explanation).toContain(
    "of the probability of the class that is the most probable on average",
  );
  expect(spread?.svg).toContain(">border between classes by the mean<");
  expect(spread?.svg).toMatch(/<path class="wf-border" d="M/);
  expect(spread?.svg).toMatch(/up to 0\.[0-4]\d</);
});

it("without dropout there is none of dropout; of DropConnect, which drops weights, neither", async () => {
  const plain = { name: "plain" };
  const connect = { name: "connect", connectKeepProbability: 0.8 };
  expect(await namesOf(football, { seeds: 2, variants: [plain, connect] })).toEqual(["spread"]);
});
