import type { CostRecord } from "./history.ts";
import type { Diverged, Stopped, StoppedEarly } from "./outcome.ts";

/** What a run tells while it goes on. */
export type TrainEvent =
  /** Costs were recorded: at iteration 0, at every cost interval and at the end. */
  | ({ readonly type: "cost" } & CostRecord)
  /** Some iterations were done: several times a second, for progress bars. */
  | { readonly type: "progress"; readonly iteration: number; readonly iterations: number }
  | ({ readonly type: "stoppedEarly" } & Omit<StoppedEarly, "kind">)
  | ({ readonly type: "stopped" } & Omit<Stopped, "kind">)
  | ({ readonly type: "diverged" } & Omit<Diverged, "kind">)
  | { readonly type: "finished"; readonly iterations: number; readonly fingerprint: string };
