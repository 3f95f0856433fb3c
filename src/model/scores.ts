/** How well a model does on examples whose targets are known. */

/** How well a model does on examples whose classes are known. */
export interface Evaluation {
  readonly examples: number;
  /**
   * Of labels, all must be right. An example whose logits are not finite is not among them: the model has no answer to it.
   * NaN where the target is numbers: they are not right or wrong.
   */
  readonly correct: number;
  /** correct / examples. */
  readonly accuracy: number;
  /**
   * The mean of the head's usual loss, without penalty and without noise: cross-entropy of classes and labels, the squared
   * error of numbers, Poisson's loss of counts. Infinity where a logit is not finite.
   */
  readonly dataCost: number;
}

/** How a model does on each of some examples whose classes are known, in their order. */
export interface ExampleScores {
  /** 1 where the model is right, 0 where it is wrong or has no answer; 0 where the target is numbers. */
  readonly correct: Uint8Array;
  /** The head's usual loss, without penalty and without noise; Infinity where a logit is not finite. */
  readonly costs: Float64Array;
  /** (prediction − number)², in the units of the target's column, where the target is numbers; Infinity where the prediction is not finite. */
  readonly squaredErrors?: Float64Array;
  /** The Poisson deviance, where counts are predicted; Infinity where the prediction is not finite. */
  readonly deviances?: Float64Array;
}
