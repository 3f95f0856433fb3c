import type { Numbers } from "../engine/precision.ts";
import type { ParameterLayout } from "../network/layout.ts";
import type { Costs } from "./costs.ts";
import { Lbfgs } from "./lbfgs.ts";
import type { TrainSettings } from "./options.ts";

/** The parts of a step that a full-batch method evaluates the cost with. */
interface Evaluation {
  readonly save: () => () => void;
  readonly forward: (iteration: number) => boolean;
  readonly backward: () => boolean;
}

/** What replaces the parts of a step. */
export interface FullBatchDescent {
  readonly descend: () => boolean;
  readonly iterate: (iteration: number, end: number) => number;
  readonly save: () => () => void;
}

/**
 * The iterations of L-BFGS on a step: each evaluates cost and gradients as often as its line search asks for. Where it
 * has converged, or the line search finds nothing lower, parameters stay as they are.
 */
export function bindFullBatchDescent(
  { parameters, gradients, layout }: { parameters: Numbers; gradients: Numbers; layout: ParameterLayout },
  { forward, backward, save }: Evaluation,
  { dataCost, penalty }: Pick<Costs, "dataCost" | "penalty">,
  { learningRate }: Pick<TrainSettings, "learningRate">,
): FullBatchDescent {
  const trained = parameters.subarray(0, layout.trained);
  const gradient = gradients.subarray(0, layout.trained);
  let present = 0;
  const evaluate = (): { cost: number; gradient: Numbers } => {
    if (!forward(present)) return { cost: Infinity, gradient };
    const cost = dataCost() + penalty();
    backward();
    return { cost, gradient };
  };
  const method = new Lbfgs({ parameters: trained, evaluate }, { learningRate });
  const descend = (): boolean => method.iterate().kind !== "not finite";
  return {
    descend,
    save: () => {
      const [restore, restoreMethod] = [save(), method.save()];
      return () => {
        restore();
        restoreMethod();
        // The line search has left the arrays of other parameters; the pass moves running statistics once more.
        forward(present);
        restore();
      };
    },
    iterate: (iteration, end) => {
      for (let next = iteration; next < end; next++) {
        present = next;
        if (!descend()) return next;
      }
      return end;
    },
  };
}
