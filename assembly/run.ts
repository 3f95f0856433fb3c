/** Runs lists of calls. A call is 64 bytes: the number of its kernel, then the kernel's arguments. */

import { denseForward, inputGradients } from "./dense";
import { ApplyMaskCall, applyMask, DrawMaskCall, drawMask } from "./dropout";
import { ElementwiseCall, elementwise } from "./elementwise";
import { LossCall, logisticCost, logisticGradient, softmaxCost, softmaxGradient } from "./losses";
import { ParameterGradientsCall, parameterGradients } from "./parameter-gradients";
import { addPenaltyGradient, areFinite, descend, multiply, ParametersCall, sumOfSquares } from "./parameters";
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
      softmaxGradient<T>(changetype<LossCall>(call));
      return true;
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
      return descend<T>(changetype<ParametersCall>(call));
    case Kernel.AreFinite:
      return areFinite<T>(changetype<ParametersCall>(call));
    case Kernel.Elementwise:
      elementwise<T>(changetype<ElementwiseCall>(call));
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
