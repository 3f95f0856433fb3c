/**
 * Activations by number. A new one is a number here, a case in the functions below, and a row in the tables of
 * src/engine/activations.ts and src/network/activations.ts.
 */

import { Constant, constant } from "./constants";
import { sigmoid, tanh } from "./elementary";
import { gelu, geluSlope } from "./normal";
import { VECTOR, zeros } from "./panels";
import { expm1OfNegative, selu, seluSlope, softplus, softplusSlope, swish, swishSlope } from "./smooth";

/** The activations that the kernels know; up to the logistic function, a layer's own kernels compute them, too. */
export const enum Activation {
  Identity = 0,
  Relu = 1,
  Tanh = 2,
  Sigmoid = 3,
  LeakyRelu = 4,
  Elu = 5,
  Selu = 6,
  Gelu = 7,
  Swish = 8,
  Softplus = 9,
}

/** The slope of leaky relu below 0. */
const LEAK: f64 = 0.01;
/** The scale of selu, and scale times α, from its authors' fixed point of mean 0 and variance 1. */
const SELU_SCALE: f64 = 1.0507009873554805;
const SELU_BELOW: f64 = 1.7580993408473766;

@unmanaged
export class ActivateCall {
  kernel: i32;
  /** An {@link Activation}. */
  activation: i32;
  /** Bytes of each array, a multiple of a vector's. */
  bytes: i32;
  sums: usize;
  /** Receives the activations; may be the sums' address. */
  output: usize;
}

@unmanaged
export class DerivativeCall {
  kernel: i32;
  /** An {@link Activation}. */
  activation: i32;
  /** Bytes of each array, a multiple of a vector's. */
  bytes: i32;
  /** Read by gelu and swish only; the others read the activations. */
  sums: usize;
  activations: usize;
  /** Derivatives by the activations, which become those by the sums. */
  gradients: usize;
}

/** f(z). The number of the activation is known when this is compiled. */
// @ts-ignore: decorator
@inline
function valueOf<T>(activation: i32, z: v128): v128 {
  switch (activation) {
    case Activation.Relu:
      return v128.pmax<T>(z, zeros());
    case Activation.Tanh:
      return tanh<T>(z);
    case Activation.Sigmoid:
      return sigmoid<T>(z);
    case Activation.LeakyRelu:
      return v128.pmax<T>(z, v128.mul<T>(z, v128.splat<T>(<T>LEAK)));
    case Activation.Elu:
      return v128.bitselect(z, expm1OfNegative<T>(z), v128.ge<T>(z, zeros()));
    case Activation.Selu:
      return selu<T>(z);
    case Activation.Gelu:
      return gelu<T>(z);
    case Activation.Swish:
      return swish<T>(z);
    case Activation.Softplus:
      return softplus<T>(z);
    default:
      return z;
  }
}

/** g·f′ from the sum z of gelu and swish, from the activation of the others, which is 0 or less where the sum is. */
// @ts-ignore: decorator
@inline
function timesSlope<T>(activation: i32, g: v128, value: v128): v128 {
  const one = constant<T>(Constant.One);
  const isAbove = v128.gt<T>(value, zeros());
  switch (activation) {
    case Activation.Relu:
      return v128.and(g, isAbove);
    case Activation.Tanh:
      return v128.mul<T>(g, v128.sub<T>(one, v128.mul<T>(value, value)));
    case Activation.Sigmoid:
      return v128.mul<T>(g, v128.mul<T>(value, v128.sub<T>(one, value)));
    case Activation.LeakyRelu:
      return v128.bitselect(g, v128.mul<T>(g, v128.splat<T>(<T>LEAK)), isAbove);
    case Activation.Elu:
      return v128.bitselect(g, v128.mul<T>(g, v128.add<T>(value, one)), isAbove);
    case Activation.Selu:
      return v128.mul<T>(g, seluSlope<T>(value));
    case Activation.Gelu:
      return v128.mul<T>(g, withoutNegligible<T>(geluSlope<T>(value)));
    case Activation.Swish:
      return v128.mul<T>(g, withoutNegligible<T>(swishSlope<T>(value)));
    case Activation.Softplus:
      return v128.mul<T>(g, withoutNegligible<T>(softplusSlope<T>(value)));
    default:
      return g;
  }
}

/** 0 where a slope is negligible, for the reason that the derivatives of the losses have; NaN stays. */
// @ts-ignore: decorator
@inline
function withoutNegligible<T>(slope: v128): v128 {
  return v128.andnot(slope, v128.le<T>(v128.abs<T>(slope), constant<T>(Constant.Negligible)));
}

/** A loop for one activation: nothing is decided in it. */
// @ts-ignore: decorator
@inline
function activateAll<T>(activation: i32, call: ActivateCall): void {
  const end = call.sums + <usize>call.bytes;
  let output = call.output;
  for (let sums = call.sums; sums < end; sums += VECTOR, output += VECTOR) {
    v128.store(output, valueOf<T>(activation, v128.load(sums)));
  }
}

/** A = f(Z). */
export function activate<T>(call: ActivateCall): void {
  switch (call.activation) {
    case Activation.Identity:
      return activateAll<T>(Activation.Identity, call);
    case Activation.Relu:
      return activateAll<T>(Activation.Relu, call);
    case Activation.Tanh:
      return activateAll<T>(Activation.Tanh, call);
    case Activation.Sigmoid:
      return activateAll<T>(Activation.Sigmoid, call);
    case Activation.LeakyRelu:
      return activateAll<T>(Activation.LeakyRelu, call);
    case Activation.Elu:
      return activateAll<T>(Activation.Elu, call);
    case Activation.Selu:
      return activateAll<T>(Activation.Selu, call);
    case Activation.Gelu:
      return activateAll<T>(Activation.Gelu, call);
    case Activation.Swish:
      return activateAll<T>(Activation.Swish, call);
    case Activation.Softplus:
      return activateAll<T>(Activation.Softplus, call);
    default:
      unreachable();
  }
}

/** A loop for one activation, see {@link activateAll}. */
// @ts-ignore: decorator
@inline
function multiplyAll<T>(activation: i32, call: DerivativeCall, values: usize): void {
  const end = call.gradients + <usize>call.bytes;
  for (let place = call.gradients; place < end; place += VECTOR, values += VECTOR) {
    v128.store(place, timesSlope<T>(activation, v128.load(place), v128.load(values)));
  }
}

/** dZ = dA ∗ f′, in place. */
export function multiplyByDerivative<T>(call: DerivativeCall): void {
  switch (call.activation) {
    case Activation.Identity:
      return;
    case Activation.Relu:
      return multiplyAll<T>(Activation.Relu, call, call.activations);
    case Activation.Tanh:
      return multiplyAll<T>(Activation.Tanh, call, call.activations);
    case Activation.Sigmoid:
      return multiplyAll<T>(Activation.Sigmoid, call, call.activations);
    case Activation.LeakyRelu:
      return multiplyAll<T>(Activation.LeakyRelu, call, call.activations);
    case Activation.Elu:
      return multiplyAll<T>(Activation.Elu, call, call.activations);
    case Activation.Selu:
      return multiplyAll<T>(Activation.Selu, call, call.activations);
    case Activation.Gelu:
      return multiplyAll<T>(Activation.Gelu, call, call.sums);
    case Activation.Swish:
      return multiplyAll<T>(Activation.Swish, call, call.sums);
    case Activation.Softplus:
      return multiplyAll<T>(Activation.Softplus, call, call.activations);
    default:
      unreachable();
  }
}
