import { expect, it, vi } from "vitest";
import { compare } from "../compare/compare.ts";
import type { DataSplit } from "../data/dataset.ts";
import { datasets } from "../data/datasets.ts";
import { Model } from "../model/model.ts";
import { drawModelBoundaries } from "./boundary-picture.ts";
import { drawBoundaries } from "./boundary-pictures.ts";

it("the picture of all boundaries and those of each cost no more than those of each, and are the same", async () => {
  const comparison = await compare(datasets.football(), { iterations: 20, seeds: 1 });
  const logits = vi.spyOn(Model.prototype, "logits");
  const countRows = (): number => {
    const rows = logits.mock.calls.reduce((sum, [places]) => sum + places.length, 0);
    logits.mockClear();
    return rows;
  };
  const pictures = drawBoundaries(comparison);
  const together = countRows();
  for (const { name, title, runs } of comparison.variants) {
    const [only] = runs as [(typeof runs)[number]];
    const alone = pictures.find((picture) => picture.name === `boundary-${name}`);
    const drawn = drawModelBoundaries({
      id: `boundary-${name}`,
      title: alone?.title ?? "",
      data: comparison.data as DataSplit,
      models: [{ heading: title, model: only.run.model }],
    });
    expect(drawn.svg === alone?.svg).toBe(true);
  }
  expect(together).toBeGreaterThan(3 * 203 ** 2);
  expect(countRows()).toBe(together);
  logits.mockRestore();
});
