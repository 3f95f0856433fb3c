/**
 * A number to a whole power of at least 0, by squaring: multiplications alone, whose bits are the same on every engine,
 * which those of Math.pow are not.
 */
export function wholePower(base: number, exponent: number): number {
  let [result, squared] = [1, base];
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= squared;
    squared *= squared;
  }
  return result;
}
