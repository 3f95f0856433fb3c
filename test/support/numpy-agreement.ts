/** How far wellfit's numbers are NumPy's: for the tests that hold it and for the document that tells it. */

import { createHash } from "node:crypto";
import { toLittleEndian } from "../../src/base/fingerprint.ts";
import { numpyRandom } from "../../src/base/numpy-random.ts";

/** What `test/reference/numpy-random.json` keeps of one seed's normals. */
export interface ReferenceNormals {
  readonly seed: number;
  /** Places at which NumPy's number is not that of a correctly rounded logarithm, each with NumPy's number. */
  readonly randnDiffersFromExactLog: readonly (readonly number[])[];
}

/** A generator's normals beside NumPy's. */
export interface ComparedNormals {
  /** Ours, with NumPy's in the places that the reference names: their hash is NumPy's if no other place differs. */
  readonly values: Float64Array;
  /** How far ours was from NumPy's in each of these places, in units of the last place. */
  readonly distances: readonly number[];
}

/** The first `count` normals of a seed, compared with NumPy's. */
export function compareNormals(
  { seed, randnDiffersFromExactLog }: ReferenceNormals,
  count: number,
): ComparedNormals {
  const values = numpyRandom(seed).randn(count);
  const distances = randnDiffersFromExactLog.map(([place = 0, value = 0]) => {
    const distance = Math.abs(Number(ordinalOf(values[place] as number) - ordinalOf(value)));
    values[place] = value;
    return distance;
  });
  return { values, distances };
}

/** The SHA-256 of numbers as little-endian float64, as the reference keeps it. */
export function sha256Of(numbers: Float64Array): string {
  return createHash("sha256").update(toLittleEndian(numbers)).digest("hex");
}

/** The place of a float among all floats: neighbours differ by 1. */
function ordinalOf(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}
