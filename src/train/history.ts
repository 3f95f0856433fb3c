import type { Costs } from "./costs.ts";

/** The costs at one moment of a run. */
export interface CostRecord {
  /** How many steps have been taken. */
  readonly iteration: number;
  /** What gradient descent works on: data cost plus penalty; with dropout, of the thinned network. */
  readonly cost: number;
  /** The mean cross-entropy on the training examples; with dropout, of the thinned network. */
  readonly dataCost: number;
  /** λ/(2m)·Σw², 0 without L2. */
  readonly penalty: number;
  /** The data cost of the whole network, as it predicts: equal to `dataCost` without dropout; Infinity if it overflows. */
  readonly dataCostWithoutDropout: number;
  /**
   * The data cost of the whole network on the development examples; absent where there are none, Infinity where sums
   * overflow on them.
   */
  readonly developmentCost?: number;
}

/** The records of a run, a column each, in ascending order of iterations. */
export interface History {
  readonly iteration: readonly number[];
  readonly cost: readonly number[];
  readonly dataCost: readonly number[];
  readonly penalty: readonly number[];
  readonly dataCostWithoutDropout: readonly number[];
  /** Empty where there are no development examples. */
  readonly developmentCost: readonly number[];
}

/** A history that grows: a record is added at the end of its columns, and nothing is ever copied. */
export interface GrowingHistory {
  readonly history: History;
  readonly append: (record: CostRecord) => void;
}

/** An empty history. */
export function createHistory(): GrowingHistory {
  const history = {
    iteration: [] as number[],
    cost: [] as number[],
    dataCost: [] as number[],
    penalty: [] as number[],
    dataCostWithoutDropout: [] as number[],
    developmentCost: [] as number[],
  };
  return {
    history,
    append: (record) => {
      history.iteration.push(record.iteration);
      history.cost.push(record.cost);
      history.dataCost.push(record.dataCost);
      history.penalty.push(record.penalty);
      history.dataCostWithoutDropout.push(record.dataCostWithoutDropout);
      if (record.developmentCost !== undefined) history.developmentCost.push(record.developmentCost);
    },
  };
}

/** Takes a record after the forward pass of an iteration. */
export function takeRecord(costs: Costs, iteration: number): CostRecord {
  const dataCost = costs.dataCost();
  const penalty = costs.penalty();
  const { developmentCost } = costs;
  return {
    iteration,
    cost: dataCost + penalty,
    dataCost,
    penalty,
    dataCostWithoutDropout: costs.wholeCost(),
    ...(developmentCost ? { developmentCost: developmentCost() } : {}),
  };
}
