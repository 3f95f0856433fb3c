import type { GroupTable } from "./group-table.ts";

/**
 * How many rows the parts of a division still lack, in all and of each class, while groups go into them. Distances are
 * squared and relative to the wanted numbers; the number in all weighs as much as the classes together.
 */
export class Shortfall {
  readonly #groups: GroupTable;
  readonly #shares: readonly number[];
  /** What each part lacks in all, a fraction. */
  readonly #rows: Float64Array;
  /** What each part lacks of each class: parts × classes. */
  readonly #classRows: Float64Array;
  readonly #classCount: number;
  readonly #presentClasses: number;
  /** The number of all rows. */
  readonly #all: number;

  /** @param shares the share of all rows, and of each class, that each part is to have */
  constructor(groups: GroupTable, shares: readonly number[]) {
    const { classSizes } = groups;
    this.#groups = groups;
    this.#shares = shares;
    this.#classCount = classSizes.length;
    this.#presentClasses = classSizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
    this.#all = classSizes.reduce((sum, size) => sum + size, 0);
    this.#rows = Float64Array.from(shares, (share) => share * this.#all);
    this.#classRows = Float64Array.from(
      shares.flatMap((share) => Array.from(classSizes, (size) => share * size)),
    );
  }

  /** Whether a part has less than it is to have. */
  isOpen(part: number): boolean {
    return (this.#rows[part] as number) > 0;
  }

  /** By how much the distance grows when a group goes into a part; below 0 where that brings it nearer. */
  change(group: number, part: number): number {
    const { sizes, starts, classes, counts, classSizes } = this.#groups;
    const share = this.#shares[part] as number;
    const size = sizes[group] as number;
    const lacking = this.#rows[part] as number;
    let change = (this.#presentClasses * size * (size - 2 * lacking)) / (share * this.#all);
    for (let place = starts[group] as number; place < (starts[group + 1] as number); place++) {
      const [index, count] = [classes[place] as number, counts[place] as number];
      const lackingOfClass = this.#classRows[part * this.#classCount + index] as number;
      change += (count * (count - 2 * lackingOfClass)) / (share * (classSizes[index] as number));
    }
    return change;
  }

  /** Puts a group into a part. */
  take(group: number, part: number): void {
    const { sizes, starts, classes, counts } = this.#groups;
    this.#rows[part] = (this.#rows[part] as number) - (sizes[group] as number);
    for (let place = starts[group] as number; place < (starts[group + 1] as number); place++) {
      const cell = part * this.#classCount + (classes[place] as number);
      this.#classRows[cell] = (this.#classRows[cell] as number) - (counts[place] as number);
    }
  }

  /** How far the parts are from what they are to have. */
  distance(): number {
    return this.#sum((lacking) => lacking * lacking);
  }

  /** The distance of a division in which every number is one row off: whole rows hardly allow a nearer one. */
  oneRowOff(): number {
    return this.#sum(() => 1);
  }

  #sum(measure: (lacking: number) => number): number {
    let sum = 0;
    this.#shares.forEach((share, part) => {
      sum += (this.#presentClasses * measure(this.#rows[part] as number)) / (share * this.#all);
      this.#groups.classSizes.forEach((size, index) => {
        if (size === 0) return;
        sum += measure(this.#classRows[part * this.#classCount + index] as number) / (share * size);
      });
    });
    return sum;
  }
}
