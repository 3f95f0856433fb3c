import { describe, expect, it } from "vitest";
import { datasets } from "../data/datasets.ts";
import { splitDataset } from "../data/split.ts";
import { largestOf } from "../metrics/calibration.ts";
import { createGrid, type Grid } from "../plot/grid.ts";
import { train } from "../train/train.ts";
import { drawModelBoundaries } from "./boundary-picture.ts";

const DIRECTIONS = 32;

interface Place {
  readonly x: number;
  readonly y: number;
}

const blobs = splitDataset(datasets.blobs({ centers: 5, examples: 200, deviation: 1.6, seed: 2 }));

describe.each([
  ["two", datasets.football(), { iterations: 5000 }, 0],
  ["five", blobs, { iterations: 1500, optimizer: "adam", learningRate: 0.01 }, 0.06],
] as const)("the drawn border of a relu network of %s classes", async (_classes, data, options, farShare) => {
  const { model } = await train(data.training, options);
  const { svg } = drawModelBoundaries({
    id: "a",
    title: "A",
    data,
    models: [{ heading: "B", model }],
  });
  const grid = createGrid([data.training, data.test]);
  const rings = ringsOf(svg);
  /** A step of the grid, in pixels. */
  const step = 2.8;
  /** Where the picture's panel stands. */
  const [left = 0, top = 0, width = 0, height = 0] = (
    /<clipPath[^>]*><rect x="(.*?)" y="(.*?)" width="(.*?)" height="(.*?)"/.exec(svg) ?? []
  )
    .slice(1)
    .map(Number);

  function ringsOf(picture: string): Place[][] {
    const path = /class="wf-border" d="([^"]*)"/.exec(picture)?.[1] as string;
    return path
      .split("Z")
      .filter(Boolean)
      .map((ring) =>
        [...ring.matchAll(/([-\d.]+) ([-\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) })),
      );
  }

  function isInside({ x, y }: Place): boolean {
    return x >= left && x <= left + width && y >= top && y <= top + height;
  }

  function toFeatures({ x, y }: Place, { xDomain, yDomain }: Grid): number[] {
    return [
      xDomain[0] + ((x - left) / width) * (xDomain[1] - xDomain[0]),
      yDomain[1] - ((y - top) / height) * (yDomain[1] - yDomain[0]),
    ];
  }

  /** Whether the model's own border runs through the circle of some pixels around a place. */
  function hasBorderWithin(pixels: number, { x, y }: Place): boolean {
    const circle = Array.from({ length: DIRECTIONS }, (_, i) => {
      const angle = (2 * Math.PI * i) / DIRECTIONS;
      return toFeatures({ x: x + pixels * Math.cos(angle), y: y + pixels * Math.sin(angle) }, grid);
    });
    const logits = model.logits([...circle, toFeatures({ x, y }, grid)]);
    const answers = Array.from({ length: DIRECTIONS + 1 }, (_place, place) =>
      model.outputs === 1
        ? Number((logits[place] as number) > 0)
        : largestOf(logits, place * model.outputs, model.outputs),
    );
    return new Set(answers).size > 1;
  }

  it("has every corner within a tenth of a pixel of the model's own", () => {
    const corners = rings.flat().filter(isInside);
    expect(corners.length).toBeGreaterThan(10);
    expect(corners.filter((corner) => !hasBorderWithin(0.1, corner))).toEqual([]);
  });

  it("is within a quarter of a pixel of it between the corners, where it bends too, but for wedges thinner than a step", () => {
    const between = rings.flatMap((ring) =>
      ring.flatMap((from, index) => {
        const to = ring[(index + 1) % ring.length] as Place;
        if (!isInside(from) || !isInside(to)) return [];
        return [0.25, 0.5, 0.75].map((share) => ({
          x: from.x + share * (to.x - from.x),
          y: from.y + share * (to.y - from.y),
        }));
      }),
    );
    expect(between.length).toBeGreaterThan(30);
    expect(between.filter((place) => !hasBorderWithin(0.25, place)).length).toBeLessThanOrEqual(
      farShare * between.length,
    );
    expect(between.filter((place) => !hasBorderWithin(step, place))).toEqual([]);
  });

  it("has corners only where it bends: few of them, so that the picture is small", () => {
    expect(rings.flat().length).toBeLessThan(200);
    expect(svg.length).toBeLessThan(100_000);
  });
});
