/** How many examples of a class a part of the data may get, and would get if examples could be cut. */
export interface Claim {
  /** The class's share of the part, a fraction. */
  readonly quota: number;
  /** The most that the class can give. */
  readonly available: number;
  /** What decides who gives one more where a whole number is left over: the class that is furthest behind. */
  readonly due: number;
}

/**
 * Whole numbers, one for each class, that add up to `total`: each class's quota rounded down, and what is left over one
 * by one to the classes that are furthest behind (Hamilton's method of largest remainders).
 *
 * @param total how many in all; the classes must have so many available
 * @param order the classes in the order in which equals get one more
 */
export function apportion(total: number, claims: readonly Claim[], order: readonly number[]): number[] {
  const counts = claims.map(({ quota, available }) => Math.min(Math.floor(quota), available));
  let left = total - counts.reduce((sum, count) => sum + count, 0);
  const behind = (k: number): number => (claims[k] as Claim).due - (counts[k] as number);
  while (left > 0) {
    const open = order.filter((k) => (counts[k] as number) < (claims[k] as Claim).available);
    const next = open.toSorted((a, b) => behind(b) - behind(a)).slice(0, left);
    for (const k of next) counts[k] = (counts[k] as number) + 1;
    left -= next.length;
  }
  return counts;
}
