import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomModels, randomRows } from "../../test/support/random-models.ts";
import { UnsupportedError } from "../base/errors.ts";
import { Model } from "./model.ts";
import { parseModelBytes, storedPrecision, toModelBytes } from "./model-bytes.ts";
import { loadModel, saveModel } from "./model-file.ts";
import { toModelDocument } from "./model-json.ts";

const labels = { featureNames: ["x1", "x2"], targetName: "y", classNames: ["no", "yes"] };
const spec = { inputs: 2, hiddenLayers: [], activation: "relu" } as const;
/** A network of one unit: logit 2·x1 − x2 + 0.1. */
const small = new Model(spec, Float64Array.of(2, -1, 0.1), labels);

/** The two parts of a file: the header as JSON, and the numbers behind it. */
function takeApart(bytes: Uint8Array): { header: Header; data: Uint8Array } {
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Header;
  return { header, data: bytes.slice(8 + length) };
}

type Header = Record<string, unknown>;

const metadataOf = (header: Header): Record<string, string> =>
  header["__metadata__"] as Record<string, string>;

function putTogether(header: unknown, data: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

/** A file of the small model with a changed header. */
function changed(change: (header: Header) => void): Uint8Array {
  const { header, data } = takeApart(toModelBytes(small));
  change(header);
  return putTogether(header, data);
}

/** The same with a change of what stands in the metadata. */
function changedEntries(change: (entries: Record<string, unknown>) => void): Uint8Array {
  return changed((header) => {
    const entries = JSON.parse(metadataOf(header)["wellfit"] as string) as Record<string, unknown>;
    change(entries);
    metadataOf(header)["wellfit"] = JSON.stringify(entries);
  });
}

describe("the bytes of a model", () => {
  it("give back the same bits, names and predictions, whatever the network", () => {
    fc.assert(
      fc.property(randomModels, (model) => {
        const read = parseModelBytes(toModelBytes(model));
        expect(read.spec).toEqual(model.spec);
        expect(read.labels).toEqual(model.labels);
        expect(read.parameters).toEqual(model.parameters);
        expect(read.fingerprint).toBe(model.fingerprint);
        const rows = randomRows(model, 5);
        expect(read.logits(rows)).toEqual(model.logits(rows));
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  it("are a safetensors file with the parameters by name, and the rest as JSON beside them", () => {
    const { header, data } = takeApart(toModelBytes(small));
    const { W1, b1, ...others } = header;
    expect({ W1, b1 }).toEqual({
      W1: { dtype: "F64", shape: [1, 2], data_offsets: [0, 16] },
      b1: { dtype: "F64", shape: [1], data_offsets: [16, 24] },
    });
    expect(Array.from(new Float64Array(data.buffer))).toEqual([2, -1, 0.1]);
    const { parameters: _, version: _version, ...entries } = toModelDocument(small);
    const text = metadataOf(header)["wellfit"] as string;
    expect(others).toEqual({ ["__metadata__"]: { wellfit: text } });
    expect(JSON.parse(text)).toEqual({ ...entries, version: 2, needs: "0.1.0" });
  });

  it("hold float32 where that loses nothing, and begin numbers at a multiple of 8", () => {
    for (const [value, precision] of [
      [0.5, "f32"],
      [0.1, "f64"],
      [Math.fround(0.1), "f32"],
      [1e300, "f64"],
      [1e-300, "f64"],
    ] as const) {
      const model = new Model(spec, Float64Array.of(2, -1, value), labels);
      const bytes = toModelBytes(model);
      expect(storedPrecision(model)).toBe(precision);
      expect(bytes.length % 8).toBe(precision === "f32" ? 4 : 0);
      expect(parseModelBytes(bytes).fingerprint).toBe(model.fingerprint);
    }
  });

  it("are read from the middle of a buffer, and from a model's JSON", () => {
    const bytes = toModelBytes(small);
    const buffer = new Uint8Array(bytes.length + 3);
    buffer.set(bytes, 3);
    expect(parseModelBytes(buffer.subarray(3)).fingerprint).toBe(small.fingerprint);
    const text = new TextEncoder().encode(JSON.stringify(toModelDocument(small)));
    expect(parseModelBytes(text).fingerprint).toBe(small.fingerprint);
  });

  it("may have tensors in another order and type, as other writers leave them", () => {
    const data = new Uint8Array(20);
    const view = new DataView(data.buffer);
    view.setFloat64(0, 0.1, true);
    view.setFloat32(8, 2, true);
    view.setFloat32(12, -1, true);
    const bytes = changed((header) => {
      Object.assign(header, {
        b1: { dtype: "F64", shape: [1], data_offsets: [0, 8] },
        W1: { dtype: "F32", shape: [1, 2], data_offsets: [8, 16] },
      });
    });
    const turned = putTogether(takeApart(bytes).header, data.slice(0, 16));
    expect(parseModelBytes(turned).fingerprint).toBe(small.fingerprint);
  });

  it.each<[string, Uint8Array, string]>([
    [
      "a file of a newer wellfit",
      changedEntries((entries) => Object.assign(entries, { version: 3, needs: "0.10.0", extra: 1 })),
      "m.wellfit, a model file of version 3, is not supported. It needs wellfit 0.10.0 or newer; this is wellfit 0.1.0.",
    ],
    [
      "an entry that is unknown",
      changedEntries((entries) => Object.assign(entries, { optimizer: [] })),
      'm.wellfit: expected a model of wellfit, version 2, got one with "optimizer", which is unknown.',
    ],
    [
      "a version that is unknown",
      changedEntries((entries) => Object.assign(entries, { version: 3 })),
      'm.wellfit: expected a model of wellfit, version 2, got 3 as "version".',
    ],
    [
      "a needed version that is none",
      changedEntries((entries) => Object.assign(entries, { needs: "new" })),
      'm.wellfit: expected a model of wellfit, got "new" as "needs".',
    ],
    [
      "another format",
      changedEntries((entries) => Object.assign(entries, { format: "cake" })),
      'm.wellfit: expected a model of wellfit, got "cake" as "format".',
    ],
    [
      "a changed name",
      changedEntries((entries) => Object.assign(entries, { targetName: "z" })),
      "m.wellfit: expected a model that matches its checksum, got a damaged or edited document.",
    ],
    [
      "a class too many",
      changedEntries((entries) => Object.assign(entries, { classNames: ["a", "b", "c"] })),
      "m.wellfit: expected classNames, a list of 2 texts, none twice, got 3.",
    ],
    [
      "an activation too many",
      changedEntries((entries) => Object.assign(entries["network"] as object, { activation: ["relu"] })),
      "m.wellfit: activation: expected one value: there is no hidden layer, got 1 value.",
    ],
    [
      "no metadata",
      changed((header) => {
        delete header["__metadata__"];
      }),
      'm.wellfit: expected a model of wellfit: metadata "wellfit" alone, got none.',
    ],
    [
      "more metadata",
      changed((header) => Object.assign(metadataOf(header), { format: "pt" })),
      'm.wellfit: expected a model of wellfit: metadata "wellfit" alone, got "wellfit", "format".',
    ],
    [
      "a tensor that the network has not",
      changed((header) =>
        Object.assign(header, { W9: { dtype: "F64", shape: [0], data_offsets: [24, 24] } }),
      ),
      'm.wellfit: expected the tensors W1, b1, got "W9".',
    ],
    [
      "a tensor that is missing",
      putTogether(
        changedHeader((header) => {
          delete header["b1"];
        }),
        new Uint8Array(16),
      ),
      "m.wellfit: expected b1 of 1 finite numbers, got none.",
    ],
    [
      "a tensor of another shape",
      changed((header) =>
        Object.assign(header, { W1: { dtype: "F64", shape: [2, 1], data_offsets: [0, 16] } }),
      ),
      "m.wellfit: expected W1 of 1×2 finite numbers, got 2×1.",
    ],
    [
      "a number that is not finite",
      putTogether(
        changedHeader(() => undefined),
        new Uint8Array(new Float64Array([2, Number.NaN, 0.1]).buffer),
      ),
      "m.wellfit: expected W1 of 1×2 finite numbers, got NaN.",
    ],
    [
      "a changed number",
      putTogether(
        changedHeader(() => undefined),
        new Uint8Array(new Float64Array([2, -1, 0.2]).buffer),
      ),
      "m.wellfit: expected a model that matches its checksum, got a damaged or edited document.",
    ],
    [
      "a text that is no model",
      new TextEncoder().encode("x1,x2\n1,2\n"),
      'm.wellfit: expected a model of wellfit, a .wellfit file or its JSON, got a file that begins with "x1,x2\\n1,2\\n".',
    ],
    [
      "what is no bytes",
      "model" as never,
      'm.wellfit: expected the file\'s bytes as a Uint8Array, got "model".',
    ],
  ])("%s is refused", (_, bytes, message) => {
    expect(() => parseModelBytes(bytes, "m.wellfit")).toThrow(message);
  });

  function changedHeader(change: (header: Header) => void): Header {
    return takeApart(changed(change)).header;
  }

  it("refuse what is no model, and names that are too long", () => {
    expect(() => toModelBytes({} as Model)).toThrow("model: expected a Model, got an empty object.");
    const long = { ...labels, targetName: "y".repeat(2 ** 24) };
    const model = new Model(spec, small.parameters, long);
    expect(() => toModelBytes(model)).toThrow(UnsupportedError);
    expect(() => toModelBytes(model)).toThrow(
      /^A header of \d+ bytes is not supported\. Use shorter or fewer names\.$/,
    );
  });

  it("refuse a huge network before it takes memory", () => {
    const hiddenLayers = Array.from({ length: 32 }, () => 4096);
    const bytes = changedEntries((entries) => Object.assign(entries["network"] as object, { hiddenLayers }));
    const before = process.memoryUsage().arrayBuffers;
    expect(() => parseModelBytes(bytes, "m")).toThrow("m: expected W1 of 4096×2 finite numbers, got 1×2.");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
  });
});

describe("files of models", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "wellfit-model-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("are JSON where their name ends in .json, whatever they are called when they are read", async () => {
    for (const [name, isJson] of [
      ["a.json", true],
      ["a.JSON", true],
      ["a.wellfit", false],
      ["a", false],
      ["a.safetensors", false],
    ] as const) {
      const path = join(folder, name);
      await saveModel(small, path);
      const bytes = await readFile(path);
      expect(bytes[0] === 0x7b).toBe(isJson);
      expect((await loadModel(path)).fingerprint).toBe(small.fingerprint);
      await writeFile(join(folder, "renamed"), bytes);
      expect((await loadModel(join(folder, "renamed"))).fingerprint).toBe(small.fingerprint);
    }
  });
});
