import { describeValue, InvalidInputError } from "../../base/errors.ts";

/**
 * Times as numbers.
 * @throws InvalidInputError for anything but a finite number or a date for every example
 */
export function readTimes(times: ArrayLike<number | Date>, examples: number): Float64Array {
  const isList = Array.isArray(times) || (ArrayBuffer.isView(times) && !(times instanceof DataView));
  if (!isList || times.length !== examples) {
    throw refused(
      `a list of ${examples}, one for every example`,
      isList ? `${times.length}` : describeValue(times),
    );
  }
  return Float64Array.from(times, (time, example) => {
    const number = time instanceof Date ? time.getTime() : time;
    if (typeof number === "number" && Number.isFinite(number)) return number;
    const received = time instanceof Date ? "an invalid date" : describeValue(time);
    throw refused("a finite number or a date for every example", `${received} in example ${example + 1}`);
  });
}

function refused(expected: string, received: string): InvalidInputError {
  return new InvalidInputError({ source: "option", where: "times", expected, received });
}
