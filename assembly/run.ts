/** Runs lists of calls. A call is 64 bytes: the number of its kernel, then the kernel's arguments. */

import { ClipCall, clipNorm, clipValues } from "./clipping";
import { ConstraintCall, cutNegatives, limitRowNorms, limitSpectralNorm, setRowNorms } from "./constraints";
import { logisticCost, logisticGradient, softmaxCost, softmaxGradient } from "./cross-entropy";
import { GatherExamplesCall, gatherExamples, MixExamplesCall, mixExamples } from "./batches";
import { ActivateCall, activate, DerivativeCall, multiplyByDerivative } from "./activations";
import { denseForward, inputGradients } from "./dense";
import { adagrad, adam, DirectionCall, lion, momentum, nesterov, rmsprop } from "./directions";
import { ApplyMaskCall, applyMask, DrawMaskCall, drawMask } from "./dropout";
import { ElementwiseCall, elementwise } from "./elementwise";
import { LossCall } from "./losses";
import {
  BatchNormCall,
  batchNormBackward,
  batchNormForward,
  batchNormInference,
  LayerNormCall,
  layerNormBackward,
  layerNormForward,
  NormBackwardCall,
} from "./normalization";
import { MaskWeightsCall, maskWeights, ReplaceDroppedCall, replaceDropped } from "./masked";
import { addNoise, DrawNormalsCall, drawNormals, multiplyByNoise, NoiseCall } from "./noise";
import { ParameterGradientsCall, parameterGradients } from "./parameter-gradients";
import {
  addPenaltyGradient,
  addSignGradient,
  areFinite,
  average,
  decay,
  descend,
  multiply,
  ParametersCall,
  StepCall,
  sumOfMagnitudes,
  sumOfSquares,
} from "./parameters";
import {
  huberCost,
  huberGradient,
  poissonCost,
  poissonGradient,
  squaredCost,
  squaredGradient,
} from "./regression-losses";
import { RowSums } from "./weighted-rows";

/** Bytes of one call. */
const CALL_BYTES: usize = 64;

/** The kernels by number, in the order of the engine's table of them. */
const enum Kernel {
  DenseForward,
  InputGradients,
  ParameterGradients,
  LogisticGradient,
  SoftmaxGradient,
  LogisticCost,
  SoftmaxCost,
  DrawMask,
  ApplyMask,
  SumOfSquares,
  Multiply,
  AddPenaltyGradient,
  Descend,
  AreFinite,
  Elementwise,
  Momentum,
  Nesterov,
  Rmsprop,
  Adagrad,
  Adam,
  Lion,
  AddSignGradient,
  SumOfMagnitudes,
  Decay,
  Average,
  ClipValues,
  ClipNorm,
  LimitRowNorms,
  SetRowNorms,
  CutNegatives,
  LimitSpectralNorm,
  SquaredGradient,
  HuberGradient,
  PoissonGradient,
  SquaredCost,
  HuberCost,
  PoissonCost,
  BatchNormForward,
  BatchNormInference,
  BatchNormBackward,
  LayerNormForward,
  LayerNormBackward,
  DrawNormals,
  MultiplyByNoise,
  AddNoise,
  ReplaceDropped,
  MaskWeights,
  GatherExamples,
  MixExamples,
  Activate,
  MultiplyByDerivative,
}

/** @returns whether the list may go on: false where a number is not finite that must be */
// @ts-ignore: decorator
@inline
function runCall<T>(call: usize, iteration: u32): bool {
  switch (load<i32>(call)) {
    case Kernel.DenseForward:
      denseForward<T>(changetype<RowSums>(call));
      return true;
    case Kernel.InputGradients:
      inputGradients<T>(changetype<RowSums>(call));
      return true;
    case Kernel.ParameterGradients:
      parameterGradients<T>(changetype<ParameterGradientsCall>(call));
      return true;
    case Kernel.LogisticGradient:
      return logisticGradient<T>(changetype<LossCall>(call));
    case Kernel.SoftmaxGradient:
      return softmaxGradient<T>(changetype<LossCall>(call));
    case Kernel.LogisticCost:
      logisticCost<T>(changetype<LossCall>(call));
      return true;
    case Kernel.SoftmaxCost:
      softmaxCost<T>(changetype<LossCall>(call));
      return true;
    case Kernel.DrawMask:
      drawMask(changetype<DrawMaskCall>(call), iteration);
      return true;
    case Kernel.ApplyMask:
      applyMask<T>(changetype<ApplyMaskCall>(call));
      return true;
    case Kernel.SumOfSquares:
      sumOfSquares<T>(changetype<ParametersCall>(call));
      return true;
    case Kernel.Multiply:
      multiply<T>(changetype<ParametersCall>(call));
      return true;
    case Kernel.AddPenaltyGradient:
      addPenaltyGradient<T>(changetype<ParametersCall>(call));
      return true;
    case Kernel.Descend:
      return descend<T>(changetype<StepCall>(call), iteration);
    case Kernel.AreFinite:
      return areFinite<T>(changetype<ParametersCall>(call));
    case Kernel.Elementwise:
      elementwise<T>(changetype<ElementwiseCall>(call));
      return true;
    case Kernel.Momentum:
      momentum<T>(changetype<DirectionCall>(call));
      return true;
    case Kernel.Nesterov:
      nesterov<T>(changetype<DirectionCall>(call));
      return true;
    case Kernel.Rmsprop:
      rmsprop<T>(changetype<DirectionCall>(call));
      return true;
    case Kernel.Adagrad:
      adagrad<T>(changetype<DirectionCall>(call));
      return true;
    case Kernel.Adam:
      adam<T>(changetype<DirectionCall>(call), iteration);
      return true;
    case Kernel.Lion:
      lion<T>(changetype<DirectionCall>(call));
      return true;
    case Kernel.AddSignGradient:
      addSignGradient<T>(changetype<ParametersCall>(call));
      return true;
    case Kernel.SumOfMagnitudes:
      sumOfMagnitudes<T>(changetype<ParametersCall>(call));
      return true;
    case Kernel.Decay:
      decay<T>(changetype<StepCall>(call), iteration);
      return true;
    case Kernel.Average:
      average<T>(changetype<StepCall>(call), iteration);
      return true;
    case Kernel.ClipValues:
      clipValues<T>(changetype<ClipCall>(call));
      return true;
    case Kernel.ClipNorm:
      clipNorm<T>(changetype<ClipCall>(call));
      return true;
    case Kernel.LimitRowNorms:
      limitRowNorms<T>(changetype<ConstraintCall>(call));
      return true;
    case Kernel.SetRowNorms:
      setRowNorms<T>(changetype<ConstraintCall>(call));
      return true;
    case Kernel.CutNegatives:
      cutNegatives<T>(changetype<ConstraintCall>(call));
      return true;
    case Kernel.LimitSpectralNorm:
      limitSpectralNorm<T>(changetype<ConstraintCall>(call));
      return true;
    case Kernel.SquaredGradient:
      return squaredGradient<T>(changetype<LossCall>(call));
    case Kernel.HuberGradient:
      return huberGradient<T>(changetype<LossCall>(call));
    case Kernel.PoissonGradient:
      return poissonGradient<T>(changetype<LossCall>(call));
    case Kernel.SquaredCost:
      squaredCost<T>(changetype<LossCall>(call));
      return true;
    case Kernel.HuberCost:
      huberCost<T>(changetype<LossCall>(call));
      return true;
    case Kernel.PoissonCost:
      poissonCost<T>(changetype<LossCall>(call));
      return true;
    case Kernel.BatchNormForward:
      return batchNormForward<T>(changetype<BatchNormCall>(call));
    case Kernel.BatchNormInference:
      batchNormInference<T>(changetype<BatchNormCall>(call));
      return true;
    case Kernel.BatchNormBackward:
      batchNormBackward<T>(changetype<NormBackwardCall>(call));
      return true;
    case Kernel.LayerNormForward:
      layerNormForward<T>(changetype<LayerNormCall>(call));
      return true;
    case Kernel.LayerNormBackward:
      layerNormBackward<T>(changetype<NormBackwardCall>(call));
      return true;
    case Kernel.DrawNormals:
      drawNormals<T>(changetype<DrawNormalsCall>(call), iteration);
      return true;
    case Kernel.MultiplyByNoise:
      multiplyByNoise<T>(changetype<NoiseCall>(call));
      return true;
    case Kernel.AddNoise:
      addNoise<T>(changetype<NoiseCall>(call));
      return true;
    case Kernel.ReplaceDropped:
      replaceDropped<T>(changetype<ReplaceDroppedCall>(call));
      return true;
    case Kernel.MaskWeights:
      maskWeights<T>(changetype<MaskWeightsCall>(call));
      return true;
    case Kernel.GatherExamples:
      gatherExamples<T>(changetype<GatherExamplesCall>(call), iteration);
      return true;
    case Kernel.MixExamples:
      mixExamples<T>(changetype<MixExamplesCall>(call), iteration);
      return true;
    case Kernel.Activate:
      activate<T>(changetype<ActivateCall>(call));
      return true;
    case Kernel.MultiplyByDerivative:
      multiplyByDerivative<T>(changetype<DerivativeCall>(call));
      return true;
    default:
      return unreachable();
  }
}

/**
 * Runs the calls from `first` to before `end` once per iteration.
 *
 * @returns the iteration in which a number was not finite, else `lastIteration`
 */
// @ts-ignore: decorator
@inline
export function runCalls<T>(first: usize, end: usize, iteration: u32, lastIteration: u32): u32 {
  for (; iteration < lastIteration; iteration++) {
    for (let call = first; call < end; call += CALL_BYTES) {
      if (!runCall<T>(call, iteration)) return iteration;
    }
  }
  return lastIteration;
}
