import fc from "fast-check";
import { Zlib } from "fflate";
import { describe, expect, it } from "vitest";
import { toArrayDatasets, toArrayRows } from "../../src/data/arrays/array-dataset.ts";
import { readCsv } from "../../src/data/csv/read-csv.ts";
import { readMat } from "../../src/data/mat/read-mat.ts";
import { toDataset } from "../../src/data/table/table-dataset.ts";
import { Model } from "../../src/model/model.ts";
import { parseModelBytes, toModelBytes } from "../../src/model/model-bytes.ts";
import { parseModel, toModelDocument } from "../../src/model/model-json.ts";
import {
  expectOnlyTypedErrors,
  isRead,
  listPlaces,
  MAX_BYTES,
  peakBytes,
  RUNS,
  replaceAt,
} from "../support/fuzz.ts";
import { toElement, toMatFile, writeMat } from "../support/write-mat.ts";

/** The most numbers that an array of any sizes holds. */
const MAX_NUMBERS = 64;

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

/** Reads a `.mat` file for training and for predicting; what holds no numbers is refused by the way. */
async function readMatData(bytes: Uint8Array): Promise<void> {
  const file = readMat(bytes, "f.mat");
  for (const name of file.names) await isRead(() => void toArrayRows(file.get(name), ["a", "b"], "f.mat"));
  toArrayDatasets(file, "f.mat");
}

/** A small model with these parameters. */
function modelOf(parameter: (index: number) => number): Model {
  return new Model(
    { inputs: 2, hiddenLayers: [3], activation: "relu" },
    Float64Array.from({ length: 13 }, (_, i) => parameter(i)),
    { featureNames: ["x", "height"], targetName: "y", classNames: ["no", "yes"] },
  );
}

describe(`${RUNS} damaged files of each kind give data or a typed error, nothing else`, () => {
  it(".mat", async () => {
    const refused = await expectOnlyTypedErrors(matFiles, readMatData);
    expect(refused).toBeGreaterThan(RUNS / 2);
  });

  it(".mat, whole, with arrays of any sizes", async () => {
    const before = peakBytes();
    const size = fc.constantFrom(0, 1, 2, 3, 4, 6, 2 ** 16, 2 ** 24, 2 ** 31 - 1);
    const shape = fc.oneof(fc.tuple(size, size), fc.tuple(size, size, size));
    const shapes = fc.array(shape, { minLength: 2, maxLength: 4 });
    let read = 0;
    await fc.assert(
      fc.asyncProperty(shapes, async (given) => {
        const arrays = given.map((dimensions, k) => {
          const count = dimensions.reduce((product, sizeOfOne) => product * sizeOfOne, 1);
          return {
            name: ["X", "y", "Xval", "yval"][k] as string,
            dimensions,
            values: Array.from({ length: Math.min(count, MAX_NUMBERS) }, (_, i) => i % 2),
          };
        });
        if (await isRead(() => readMatData(writeMat(arrays)))) read++;
      }),
      { numRuns: RUNS, seed: 7 },
    );
    expect(read).toBeGreaterThan(0);
    expect(peakBytes() - before).toBeLessThan(MAX_BYTES);
  });

  it("CSV", async () => {
    const refused = await expectOnlyTypedErrors(
      csvFiles,
      (bytes) => void toDataset(readCsv(bytes, "f.csv"), "f.csv"),
    );
    expect(refused).toBeGreaterThan(RUNS / 4);
  });

  it("models", async () => {
    const model = modelOf((i) => (i - 6) / 3);
    const text = JSON.stringify(toModelDocument(model));
    expect(parseModel(text, "f.json").fingerprint).toBe(model.fingerprint);
    const refused = await expectOnlyTypedErrors([new TextEncoder().encode(text)], (bytes) => {
      const { fingerprint, spec: read } = parseModel(new TextDecoder().decode(bytes), "f.json");
      expect({ fingerprint, ...read }).toEqual({ fingerprint: model.fingerprint, ...model.spec });
    });
    expect(refused).toBeGreaterThan(RUNS / 2);
    expect(refused).toBeLessThan(RUNS);
  });

  it("model files", async () => {
    const models = [1, 1 / 3].map((scale) => modelOf((i) => (i - 6) * scale));
    const files = models.map(toModelBytes);
    const fingerprints = models.map(({ fingerprint }) => fingerprint);
    const read = (bytes: Uint8Array): void => {
      expect(fingerprints).toContain(parseModelBytes(bytes, "f.wellfit").fingerprint);
    };
    files.forEach(read);
    const refused = await expectOnlyTypedErrors(files, read);
    expect(refused).toBeGreaterThan(RUNS / 2);
    expect(refused).toBeLessThan(RUNS);
  });

  it("model files whose header is JSON, but not what it should be", async () => {
    const bytes = toModelBytes(modelOf((i) => (i - 6) / 3));
    const length = new DataView(bytes.buffer).getUint32(0, true);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as object;
    const places = listPlaces(header);
    const value = fc.oneof(
      fc.constantFrom(null, -1, 0, 1, 2 ** 31, 2 ** 53, 1e300, "", "F32", "BF16", [], {}, [0, 8], [1e9, 1e9]),
      fc.jsonValue(),
    );
    const before = peakBytes();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), value, async (path, wrong) => {
        const text = JSON.stringify(replaceAt(header, path, wrong));
        const changed = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
        const file = new Uint8Array(8 + changed.length + bytes.length - 8 - length);
        new DataView(file.buffer).setUint32(0, changed.length, true);
        file.set(changed, 8);
        file.set(bytes.subarray(8 + length), 8 + changed.length);
        await isRead(() => void parseModelBytes(file, "f.wellfit"));
      }),
      { numRuns: RUNS, seed: 7 },
    );
    expect(peakBytes() - before).toBeLessThan(MAX_BYTES);
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
