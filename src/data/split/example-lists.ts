/** Lists that say something of every example, as a program has them: checked, and as numbers. */

import { describeValue, InvalidInputError } from "../../base/errors.ts";

/** The name of the group of every example. */
export type GroupNames = ArrayLike<string | number>;

/** The time of every example, as a number that grows with it or as a `Date`. */
export type Times = ArrayLike<number | Date>;

/**
 * A number for every group, in the order in which they occur.
 * @throws InvalidInputError for anything but a text or a finite number for every example
 */
export function numberGroups(groups: GroupNames, examples: number): Uint32Array {
  checkLength(groups, examples, "groups");
  const known = new Map<string | number, number>();
  return Uint32Array.from(groups, (group, example) => {
    if (typeof group !== "string" && !Number.isFinite(group)) {
      throw refused("groups", "a text or a finite number for every example", group, example);
    }
    const number = known.get(group) ?? known.size;
    known.set(group, number);
    return number;
  });
}

/**
 * Times as numbers.
 * @throws InvalidInputError for anything but a finite number or a date for every example
 */
export function numberTimes(times: Times, examples: number): Float64Array {
  checkLength(times, examples, "times");
  return Float64Array.from(times, (time, example) => {
    const number = time instanceof Date ? time.getTime() : time;
    if (typeof number === "number" && Number.isFinite(number)) return number;
    throw refused("times", "a finite number or a date for every example", time, example);
  });
}

function checkLength(list: unknown, examples: number, where: string): void {
  const isList = Array.isArray(list) || (ArrayBuffer.isView(list) && !(list instanceof DataView));
  const length = isList ? (list as ArrayLike<unknown>).length : undefined;
  if (length === examples) return;
  throw new InvalidInputError({
    source: "option",
    where,
    expected: `a list of ${examples}, one for every example`,
    received: length === undefined ? describeValue(list) : `${length}`,
  });
}

function refused(where: string, expected: string, value: unknown, example: number): InvalidInputError {
  const received = value instanceof Date ? "an invalid date" : describeValue(value);
  return new InvalidInputError({
    source: "option",
    where,
    expected,
    received: `${received} in example ${example + 1}`,
  });
}
