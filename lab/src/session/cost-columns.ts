import type { NewRecords } from "./protocol.ts";

/** The costs of a run so far, a column each; the columns grow in place. */
export interface CostColumns {
  readonly iteration: number[];
  readonly dataCost: number[];
  readonly penalty: number[];
  readonly heldOutCost: number[];
  /** The largest of all costs. */
  highest: number;
}

const COLUMNS = ["iteration", "dataCost", "penalty", "heldOutCost"] as const;

/** More records than these are not seen in a picture, and would take long to draw many times a second. */
const MOST_RECORDS = 4000;
/** Of so many records, two stay. */
const GROUP = 4;

/** Costs far above the first ones would press all others flat: they leave the picture. */
const MOST_OF_FIRST = 3;

/** The columns of a run that has no records yet. */
export function emptyCosts(): CostColumns {
  return { iteration: [], dataCost: [], penalty: [], heldOutCost: [], highest: 0 };
}

/** Adds what is new at the end of each column. Of very many records those stay that show how far the costs went. */
export function appendCosts(costs: CostColumns, records: NewRecords): void {
  for (const name of COLUMNS) {
    for (const value of records[name]) {
      costs[name].push(value);
      if (name !== "iteration" && Number.isFinite(value)) costs.highest = Math.max(costs.highest, value);
    }
  }
  while (costs.iteration.length > MOST_RECORDS) thin(costs);
}

/** Keeps the lowest and the highest cost of each group of records, in their order. */
function thin(costs: CostColumns): void {
  const { dataCost } = costs;
  const kept: number[] = [];
  for (let start = 0; start < dataCost.length; start += GROUP) {
    let [low, high] = [start, start];
    for (let place = start; place < Math.min(start + GROUP, dataCost.length); place++) {
      if ((dataCost[place] as number) < (dataCost[low] as number)) low = place;
      if ((dataCost[place] as number) >= (dataCost[high] as number)) high = place;
    }
    kept.push(Math.min(low, high), ...(low === high ? [] : [Math.max(low, high)]));
  }
  for (const name of COLUMNS) {
    const column = costs[name];
    if (column.length === 0) continue;
    kept.forEach((place, index) => {
      column[index] = column[place] as number;
    });
    column.length = kept.length;
  }
}

/** The largest cost that a picture of some runs holds. */
export function highestCost(runs: readonly CostColumns[]): number {
  const firsts = runs.map(({ dataCost, penalty }) => (dataCost[0] ?? 0) + (penalty[0] ?? 0));
  const bound = MOST_OF_FIRST * Math.max(...firsts, 0);
  return Math.min(Math.max(...runs.map(({ highest }) => highest), 0), bound || Infinity) || 1;
}
