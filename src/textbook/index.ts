/**
 * The article's functions in readable TypeScript: the formulas, one by one, on matrices of features × examples.
 * Made to be read and to be trusted, not to be fast; every engine of wellfit is tested against it.
 */

export {
  addPenaltyGradients,
  backwardPropagation,
  backwardPropagationWithDropout,
  backwardPropagationWithRegularization,
} from "./backward.ts";
export { computeCost, computeCostWithRegularization } from "./cost.ts";
export { type ForwardResult, forwardPropagation, forwardPropagationWithDropout } from "./forward.ts";
export { type ModelOptions, model, type TrainedParameters } from "./model.ts";
export { initializeParameters, updateParameters } from "./parameters.ts";
export { type Prediction, predict, predictDecision } from "./predict.ts";
export type {
  Cache,
  GivenCache,
  GivenGradients,
  GivenMatrices,
  GivenParameters,
  Gradients,
  NamedLayer,
  NamedMatrices,
  Parameters,
} from "./records.ts";
