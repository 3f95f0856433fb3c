/**
 * Small whole numbers as types: AssemblyScript unrolls a generic function for a type, so `tile<T, Three>` is a tile of
 * three rows whose size is known when it is compiled. The size of a class is its number of bytes.
 */

@unmanaged
export class Zero {}
@unmanaged
export class One {
  a: u8;
}
@unmanaged
export class Two {
  a: u8;
  b: u8;
}
@unmanaged
export class Three {
  a: u8;
  b: u8;
  c: u8;
}
@unmanaged
export class Four {
  a: u8;
  b: u8;
  c: u8;
  d: u8;
}

/** The number that a type of this file stands for. */
// @ts-ignore: decorator
@inline
export function numberOf<N>(): i32 {
  return <i32>offsetof<N>();
}
