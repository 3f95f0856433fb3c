/** Where costs go in a picture: iterations from 0 and costs from 0, up to these. */
export interface CostScale {
  readonly iterations: number;
  readonly cost: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Costs over iterations as the path of an SVG. However many there are, no more than the lowest and the highest of each
 * column of pixels are in it.
 */
export function toCostPath(iteration: readonly number[], costs: readonly number[], scale: CostScale): string {
  const points: string[] = [];
  let place = 0;
  while (place < costs.length) {
    const x = columnOf(iteration[place] as number, scale);
    let [low, high] = [place, place];
    const first = place;
    for (; place < costs.length && columnOf(iteration[place] as number, scale) === x; place++) {
      if ((costs[place] as number) < (costs[low] as number)) low = place;
      if ((costs[place] as number) > (costs[high] as number)) high = place;
    }
    const kept = [...new Set([first, low, high, place - 1])].toSorted((a, b) => a - b);
    for (const one of kept) {
      const cost = costs[one] as number;
      if (Number.isFinite(cost)) points.push(`${toX(iteration[one] as number, scale)} ${toY(cost, scale)}`);
    }
  }
  return points.length === 0 ? "" : `M${points.join("L")}`;
}

function columnOf(iteration: number, { iterations, width }: CostScale): number {
  return Math.floor((iteration / iterations) * width);
}

/** Where an iteration stands, in pixels from the left. */
export function toX(iteration: number, { iterations, width }: CostScale): number {
  return Math.round((iteration / iterations) * width * 10) / 10;
}

/** Where a cost stands, in pixels from the top. */
export function toY(cost: number, { cost: most, height }: CostScale): number {
  return Math.round((1 - cost / most) * height * 10) / 10;
}

/** Round numbers from 0 to at most a limit, two to five of them: where a scale has its marks. */
export function roundMarks(limit: number): readonly number[] {
  const power = 10 ** Math.floor(Math.log10(limit));
  const step = [0.2, 0.5, 1, 2, 5].map((share) => share * power).find((size) => limit / size < 4.5) ?? power;
  return Array.from({ length: Math.floor(limit / step + 1e-9) + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
  );
}
