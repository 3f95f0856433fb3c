/** Pictures of ten classes from a generator, for what is timed without a data set: the same for every system. */

import { numpyRandom } from "../src/base/numpy-random.ts";
import { Dataset } from "../src/data/dataset.ts";

const CLASSES = 10;
const SEED = 2;

/** How much of a pixel is its class's picture; the rest is the example's own. */
const CLASS_SHARE = 0.4;

/**
 * Examples of classes 0 to 9: each is a mixture of its class's picture, in which about half of the pixels are dark, and
 * uniform noise, so that a network can learn them.
 *
 * @param pixels features of an example, from 0 to 1
 */
export function digitPictures(pixels: number, examples: number): Dataset {
  const random = numpyRandom(SEED);
  const pictures = Array.from({ length: CLASSES }, () =>
    Float64Array.from({ length: pixels }, () => Math.max(0, 2 * random.rand() - 1)),
  );
  const values = Uint32Array.from({ length: examples }, () => Math.floor(CLASSES * random.rand()));
  const columns = Array.from({ length: pixels }, () => new Float64Array(examples));
  for (const [example, digit] of values.entries()) {
    const picture = pictures[digit] as Float64Array;
    for (const [pixel, column] of columns.entries()) {
      column[example] = CLASS_SHARE * (picture[pixel] as number) + (1 - CLASS_SHARE) * random.rand();
    }
  }
  return new Dataset({
    name: `${examples} pictures of ${pixels} pixels`,
    features: columns.map((column, pixel) => ({ type: "number", name: `pixel ${pixel}`, values: column })),
    target: {
      type: "category",
      name: "digit",
      values,
      classNames: Array.from({ length: CLASSES }, (_, digit) => String(digit)),
    },
  });
}
