/** Elementary functions over an array, in place. */

import { exp, log, sigmoid, tanh } from "./elementary";
import { VECTOR } from "./panels";

/** The functions that {@link elementwise} knows. */
const enum Elementary {
  Exp = 0,
  Log = 1,
  Tanh = 2,
  Sigmoid = 3,
}

@unmanaged
export class ElementwiseCall {
  kernel: i32;
  /** An {@link Elementary}. */
  operation: i32;
  /** Bytes of the array, a multiple of a vector's. */
  bytes: i32;
  values: usize;
}

/** Replaces every value by its function. log is computed in float64. */
export function elementwise<T>(call: ElementwiseCall): void {
  const end = call.values + <usize>call.bytes;
  if (call.operation == Elementary.Log) {
    for (let place = call.values; place < end; place += sizeof<T>()) {
      store<T>(place, <T>log(<f64>load<T>(place)));
    }
    return;
  }
  for (let place = call.values; place < end; place += VECTOR) {
    const x = v128.load(place);
    if (call.operation == Elementary.Exp) v128.store(place, exp<T>(x));
    else if (call.operation == Elementary.Tanh) v128.store(place, tanh<T>(x));
    else v128.store(place, sigmoid<T>(x));
  }
}
