import fc from "fast-check";
import { Zlib } from "fflate";
import { describe, expect, it } from "vitest";
import { InvalidInputError, UnsupportedError } from "../../src/base/errors.ts";
import { toArrayDatasets, toArrayRows } from "../../src/data/arrays/array-dataset.ts";
import { readCsv } from "../../src/data/csv/read-csv.ts";
import { readMat } from "../../src/data/mat/read-mat.ts";
import { toDataset } from "../../src/data/table/table-dataset.ts";
import { Model } from "../../src/model/model.ts";
import { parseModel, toModelDocument } from "../../src/model/model-json.ts";
import { toElement, toMatFile, writeMat } from "../support/write-mat.ts";

const RUNS = 2500;
/** No damaged file may make a reader take more memory than this, whatever sizes stand in it. */
const MAX_BYTES = 256 * 2 ** 20;
/** The longest message, and the most numbers that an array of any sizes holds. */
const MAX_MESSAGE = 1500;
const MAX_NUMBERS = 64;

/**
 * The most memory that this process, which is this file's own, has had at any time: what is freed again counts too, and
 * a moment's peak is not missed.
 */
function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

const variables = [
  { name: "X", dimensions: [6, 2], values: [1, 2, 3, 4, 5, 6, 0.5, -1, 2e9, 3, 7, 8] },
  { name: "y", dimensions: [6, 1], values: [0, 1, 0, 1, 0, 1], storage: 2 as const },
  { name: "note", dimensions: [1, 3], values: [104, 105, 33], classNumber: 4, storage: 4 as const },
];
const emptyVariables = [
  { name: "X", dimensions: [6, 0], values: [] },
  { name: "y", dimensions: [0, 1], values: [], storage: 2 as const },
  { name: "flags", dimensions: [0, 2], values: [], storage: 2 as const, classNumber: 9, isLogical: true },
];
const matFiles = [
  writeMat(variables),
  writeMat(emptyVariables),
  writeMat(emptyVariables, { isCompressed: true, isLittleEndian: false }),
  writeMat(variables, { isCompressed: true }),
  writeMat(variables, { isLittleEndian: false }),
  writeMat(variables, { isLittleEndian: false, isCompressed: true }),
];
const csvFiles = [
  "a,b,kind\n1,2,cat\n3,4,dog\n5,6,cat\n",
  'a;"b; c";y\r\n1;2;0\r\n-3.5e2;4;1\r\n',
  "1\t2\t0\n3\t4\t1\n",
  '"1,5";0\r2,5;1\n"3\r\n,";NA\n',
].map((text) => new TextEncoder().encode(text));

/** A zlib stream of 64 MiB of zeros behind a variable's tag that declares so many bytes. */
function bombOf(declared: number): Uint8Array {
  const parts: Uint8Array[] = [];
  const stream = new Zlib((part) => parts.push(part));
  const block = new Uint8Array(2 ** 20);
  stream.push(new Uint8Array(new Uint32Array([14, declared]).buffer));
  for (let i = 1; i <= 64; i++) stream.push(block, i === 64);
  return new Uint8Array(Buffer.concat(parts));
}

/** One way to damage a file. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant("flip" as const), at: fc.nat(), value: fc.integer({ min: 1, max: 255 }) }),
  fc.record({
    kind: fc.constant("set" as const),
    at: fc.nat(),
    value: fc.constantFrom(0, 1, 10, 34, 44, 127, 128, 255),
  }),
  fc.record({ kind: fc.constant("cut" as const), at: fc.nat(), value: fc.constant(0) }),
  fc.record({ kind: fc.constant("insert" as const), at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant("repeat" as const), at: fc.nat(), value: fc.integer({ min: 1, max: 64 }) }),
  fc.record({
    kind: fc.constantFrom("word" as const, "turned" as const),
    at: fc.nat(),
    value: fc.constantFrom(0, 1, 2, 6, 2 ** 16, 2 ** 24, 2 ** 31 - 1, 2 ** 32 - 1),
  }),
);

function apply(
  bytes: Uint8Array,
  { kind, at, value }: { kind: string; at: number; value: number },
): Uint8Array {
  if (bytes.length === 0) return bytes;
  const place = at % bytes.length;
  const list = [...bytes];
  if (kind === "flip") list[place] = (list[place] as number) ^ value;
  if (kind === "set") list[place] = value;
  if (kind === "cut") list.length = place;
  if (kind === "insert") list.splice(place, 0, value);
  const word = [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);
  if (kind === "word") list.splice(place - (place % 4), 4, ...word);
  if (kind === "turned") list.splice(place - (place % 4), 4, ...word.toReversed());
  if (kind === "repeat") list.splice(place, 0, ...list.slice(place, place + value));
  return Uint8Array.from(list);
}

/** Reads damaged files: each either gives something, or is refused by an error with a type and one line of text. */
function expectOnlyTypedErrors(originals: readonly Uint8Array[], read: (bytes: Uint8Array) => void): number {
  let refused = 0;
  const before = peakBytes();
  const damaged = fc.tuple(fc.constantFrom(...originals), fc.array(damage, { minLength: 1, maxLength: 6 }));
  fc.assert(
    fc.property(damaged, ([original, changes]) => {
      const bytes = changes.reduce(apply, original);
      if (!isRead(() => read(bytes))) refused++;
    }),
    { numRuns: RUNS, seed: 7 },
  );
  expect(peakBytes() - before).toBeLessThan(MAX_BYTES);
  return refused;
}

/** Whether something is read; if not, it must be refused by an error with a type and a short text. */
function isRead(read: () => void): boolean {
  try {
    read();
    return true;
  } catch (error) {
    const isTyped = error instanceof InvalidInputError || error instanceof UnsupportedError;
    if (!isTyped) throw error;
    expect(error.message).toMatch(/^.*f\..*expected .*, got |is not supported\. |^data set/s);
    expect(error.message.length).toBeLessThan(MAX_MESSAGE);
    return false;
  }
}

/** Reads a `.mat` file for training and for predicting; what holds no numbers is refused by the way. */
function readMatData(bytes: Uint8Array): void {
  const file = readMat(bytes, "f.mat");
  for (const name of file.names) isRead(() => toArrayRows(file.get(name), ["a", "b"], "f.mat"));
  toArrayDatasets(file, "f.mat");
}

describe(`${RUNS} damaged files of each kind give data or a typed error, nothing else`, () => {
  it(".mat", () => {
    const refused = expectOnlyTypedErrors(matFiles, readMatData);
    expect(refused).toBeGreaterThan(RUNS / 2);
  });

  it(".mat, whole, with arrays of any sizes", () => {
    const before = peakBytes();
    const size = fc.constantFrom(0, 1, 2, 3, 4, 6, 2 ** 16, 2 ** 24, 2 ** 31 - 1);
    const shape = fc.oneof(fc.tuple(size, size), fc.tuple(size, size, size));
    const shapes = fc.array(shape, { minLength: 2, maxLength: 4 });
    let read = 0;
    fc.assert(
      fc.property(shapes, (given) => {
        const arrays = given.map((dimensions, k) => {
          const count = dimensions.reduce((product, sizeOfOne) => product * sizeOfOne, 1);
          return {
            name: ["X", "y", "Xval", "yval"][k] as string,
            dimensions,
            values: Array.from({ length: Math.min(count, MAX_NUMBERS) }, (_, i) => i % 2),
          };
        });
        if (isRead(() => readMatData(writeMat(arrays)))) read++;
      }),
      { numRuns: RUNS, seed: 7 },
    );
    expect(read).toBeGreaterThan(0);
    expect(peakBytes() - before).toBeLessThan(MAX_BYTES);
  });

  it("CSV", () => {
    const refused = expectOnlyTypedErrors(
      csvFiles,
      (bytes) => void toDataset(readCsv(bytes, "f.csv"), "f.csv"),
    );
    expect(refused).toBeGreaterThan(RUNS / 4);
  });

  it("models", () => {
    const spec = { inputs: 2, hiddenLayers: [3], activation: "relu" } as const;
    const labels = { featureNames: ["x", "height"], targetName: "y", classNames: ["no", "yes"] };
    const model = new Model(
      spec,
      Float64Array.from({ length: 13 }, (_, i) => (i - 6) / 3),
      labels,
    );
    const text = JSON.stringify(toModelDocument(model));
    expect(parseModel(text, "f.json").fingerprint).toBe(model.fingerprint);
    const refused = expectOnlyTypedErrors([new TextEncoder().encode(text)], (bytes) => {
      const { fingerprint, spec: read } = parseModel(new TextDecoder().decode(bytes), "f.json");
      expect({ fingerprint, ...read }).toEqual({ fingerprint: model.fingerprint, ...model.spec });
    });
    expect(refused).toBeGreaterThan(RUNS / 2);
    expect(refused).toBeLessThan(RUNS);
  });

  it.each([
    [
      "more than is allowed",
      2 ** 30,
      "contents that take at most 1073741824 bytes of memory, got 1073741832 or more",
    ],
    ["more than it can hold", 2 ** 29, "compressed bytes can hold, got one of 536870920 bytes"],
    ["less than it holds", 2 ** 10, "1032 bytes in a variable, as it says itself, got more"],
  ])(
    "a compressed bomb that says it holds %s is refused before it fills the memory",
    (_, declared, message) => {
      const padding = declared === 2 ** 30 ? 2 ** 21 : 0;
      const bomb = toMatFile([
        toElement(15, new Uint8Array(Buffer.concat([bombOf(declared), Buffer.alloc(padding)]))),
      ]);
      const before = peakBytes();
      expect(() => readMat(bomb, "f.mat")).toThrow(message);
      expect(peakBytes() - before).toBeLessThan(MAX_BYTES);
    },
  );
});
