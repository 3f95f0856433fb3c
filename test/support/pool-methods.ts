import { InternalError, InvalidInputError, UnsupportedError } from "../../src/base/errors.ts";
import type { Methods, TaskContext } from "../../src/parallel/worker-pool.ts";

/** `(module (func (export "spin") (loop (br 0))))`. */
const ENDLESS_LOOP = Uint8Array.from(
  [
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    [0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
    [0x03, 0x02, 0x01, 0x00],
    [0x07, 0x08, 0x01, 0x04, 0x73, 0x70, 0x69, 0x6e, 0x00, 0x00],
    [0x0a, 0x09, 0x01, 0x07, 0x00, 0x03, 0x40, 0x0c, 0x00, 0x0b, 0x0b],
  ].flat(),
);

/** One of each kind of thing that can be thrown. */
const THROWN: Readonly<Record<string, () => unknown>> = {
  invalid: () =>
    new InvalidInputError({
      source: "data",
      where: "x.csv:3:1",
      expected: "a number",
      received: "nothing",
      hint: "Fill it in.",
    }),
  unsupported: () => new UnsupportedError("Magic", "Do without.", { cause: new RangeError("too much") }),
  internal: () => new InternalError("all to be well"),
  range: () => new RangeError("far away"),
  other: () => Object.assign(new Error("of its own kind"), { name: "OtherError", code: 7, act: () => 1 }),
  text: () => "only words",
  nothing: () => undefined,
  function: () => () => 1,
};

let kept = new Float64Array(0);

/** Methods that tests of pools ask for, in any world. */
export const poolMethods = {
  echo: (input: unknown) => input,
  /** Numbers of a linear congruential generator. */
  draw: ({ seed, count }: { seed: number; count: number }) => {
    const numbers = new Float64Array(count);
    for (let index = 0, state = seed; index < count; index++) {
      state = (1_664_525 * state + 1_013_904_223) % 2 ** 32;
      numbers[index] = state;
    }
    return numbers;
  },
  /** An array that the worker keeps a reference to. */
  keep: (_input: undefined) => {
    kept = Float64Array.of(1, 2, 3);
    return { deep: [{ kept }], again: kept.subarray(1) };
  },
  lengthOfKept: (_input: undefined) => kept.length,
  tellProgress: async (shares: readonly number[], { onProgress }: TaskContext) => {
    for (const share of shares) onProgress(share);
    return shares.length;
  },
  /** Tells that it begins, and never ends. */
  spin: (_input: undefined, { onProgress }: TaskContext): number => {
    onProgress(0);
    for (;;);
  },
  spinInWebAssembly: (_input: undefined, { onProgress }: TaskContext): void => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(ENDLESS_LOOP), { env: { memory } });
    onProgress(0);
    (exports["spin"] as () => void)();
  },
  fail: (kind: string) => {
    throw THROWN[kind]?.();
  },
  failLater: async (kind: string) => {
    throw THROWN[kind]?.();
  },
  /** Throws where nobody can catch it, and never answers. */
  throwOutside: (_input: undefined) => {
    setTimeout(() => {
      throw new Error("thrown outside");
    });
    return new Promise<void>(() => undefined);
  },
  rejectOutside: (_input: undefined) => {
    void Promise.reject(new Error("rejected outside"));
    return new Promise<void>(() => undefined);
  },
  /** Answers, and dies afterwards. */
  throwAfterwards: (_input: undefined) => {
    setTimeout(() => {
      throw new Error("thrown afterwards");
    });
  },
  giveFunction:
    (_input: undefined): unknown =>
    () =>
      1,
} satisfies Methods;
