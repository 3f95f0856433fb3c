/** Memory that the recorded parameters of one run may take. */
const MOST_BYTES = 32 * 2 ** 20;
/** More records than a scrubber has places are of no use. */
const MOST_RECORDS = 600;
const BYTES_PER_NUMBER = 8;

/** What a run's parameters were, at iterations that lie evenly over it. */
export interface Snapshots<Item> {
  /** How many iterations lie between two records. */
  readonly interval: () => number;
  /** Keeps what there is after an iteration, if it is one of those that are recorded. */
  readonly offer: (iteration: number, item: () => Item) => void;
  /** The latest record that is not later than an iteration; undefined where there is none. */
  readonly at: (iteration: number) => { readonly iteration: number; readonly item: Item } | undefined;
}

/**
 * Records within a bound of memory, however long the run is: whenever there are too many, every second one goes, and
 * those to come lie twice as far apart. So the first iterations, in which most happens, are recorded closely.
 *
 * @param numbers how many numbers one record has
 */
export function createSnapshots<Item>(numbers: number): Snapshots<Item> {
  const most = Math.max(2, Math.min(MOST_RECORDS, Math.floor(MOST_BYTES / (numbers * BYTES_PER_NUMBER))));
  const records = new Map<number, Item>();
  let interval = 1;
  return {
    interval: () => interval,
    offer: (iteration, item) => {
      if (iteration % interval !== 0 || records.has(iteration)) return;
      records.set(iteration, item());
      if (records.size <= most) return;
      interval *= 2;
      for (const key of records.keys()) if (key % interval !== 0) records.delete(key);
    },
    at: (iteration) => {
      const place = Math.floor(iteration / interval) * interval;
      const item = records.get(place);
      return item === undefined ? undefined : { iteration: place, item };
    },
  };
}
