import type { NewRecords } from "./protocol.ts";

/** The costs of a run so far, a column each; the columns grow in place. */
export interface CostColumns {
  readonly iteration: number[];
  readonly dataCost: number[];
  readonly penalty: number[];
  readonly heldOutCost: number[];
}

/** The columns of a run that has no records yet. */
export function emptyCosts(): CostColumns {
  return { iteration: [], dataCost: [], penalty: [], heldOutCost: [] };
}

/** Adds what is new at the end of each column. */
export function appendCosts(costs: CostColumns, records: NewRecords): void {
  for (const name of ["iteration", "dataCost", "penalty", "heldOutCost"] as const)
    for (const value of records[name]) costs[name].push(value);
}
