import { describe, expect, it } from "vitest";
import reference from "../../test/reference/safetensors.json" with { type: "json" };
import { looksLikeSafetensors, readSafetensors, type Tensor, writeSafetensors } from "./safetensors.ts";

const tensors = new Map<string, Tensor>([
  ["a", { shape: [2, 3], values: Float64Array.of(1, 2, 3, 4, 5, 6) }],
  ["single", { shape: [], values: Float64Array.of(-0.5) }],
  ["none", { shape: [0, 7], values: new Float64Array(0) }],
  ["b", { shape: [2], values: Float64Array.of(-0, Infinity) }],
]);
const metadata = new Map([["note", "zwölf"]]);

function fileOf(header: string, data = 0): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 8);
  return bytes;
}

const tensor = (...offsets: number[]): string =>
  `{"dtype":"F32","shape":[${((offsets[1] ?? 0) - (offsets[0] ?? 0)) / 4}],"data_offsets":[${offsets.join()}]}`;

describe("safetensors", () => {
  it.each(["F64", "F32"] as const)("come back as they were written, in %s", (type) => {
    const bytes = writeSafetensors({ tensors, metadata }, type);
    expect(readSafetensors(bytes, "f")).toEqual({ tensors, metadata });
    expect(looksLikeSafetensors(bytes)).toBe(true);
  });

  it("are what the format's own description says, byte by byte", () => {
    const one = new Map([["w", { shape: [1], values: Float64Array.of(1) }]]);
    const bytes = writeSafetensors({ tensors: one, metadata: new Map() }, "F32");
    const header = '{"__metadata__":{},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    const text = header.padEnd(Math.ceil(header.length / 8) * 8);
    const expected = [text.length, 0, 0, 0, 0, 0, 0, 0, ...new TextEncoder().encode(text), 0, 0, 128, 63];
    expect(Array.from(bytes)).toEqual(expected);
  });

  it("are read as Python's own package writes them", () => {
    const { tensors: read, metadata: texts } = readSafetensors(Buffer.from(reference.file, "base64"), "f");
    expect(Object.fromEntries(texts)).toEqual(reference.metadata);
    const plain = Array.from(read, ([name, { shape, values }]) => [
      name,
      { shape, values: Array.from(values) },
    ]);
    expect(Object.fromEntries(plain)).toEqual(reference.tensors);
  });

  it("are told from texts", () => {
    for (const text of ["", "{", '{"a": 1}{', "12345678{", "x,y\n1,2\n{"]) {
      expect(looksLikeSafetensors(new TextEncoder().encode(text))).toBe(false);
    }
  });

  it.each<[string, Uint8Array, string]>([
    ["no room for a length", new Uint8Array(7), "f: expected a header's length in 8 bytes, got a file of 7."],
    [
      "a header that is cut off",
      fileOf('{"a":1}').subarray(0, 12),
      "f: expected a header of at most 4 bytes, the rest of the file, got one of 7.",
    ],
    [
      "a header too large to be one",
      Uint8Array.from({ length: 2 ** 24 + 16 }, (_, index) => (index === 0 ? 1 : index === 3 ? 1 : 0)),
      "f: expected a header of at most 16777216 bytes, the most that is read, got one of 16777217.",
    ],
    ["a header that is no JSON", fileOf("{]"), "expected a header of safetensors, which is JSON, got a doc"],
    ["a header that is no object", fileOf("[1]"), "f: expected a header that is an object, got [1]."],
    ["a tensor that is none", fileOf('{"a":7}'), 'f: "a": expected a tensor of F64 or F32 with dtype, shape'],
    [
      "another type of numbers",
      fileOf('{"a":{"dtype":"BF16","shape":[],"data_offsets":[0,2]}}', 2),
      'got "BF16" as dtype.',
    ],
    [
      "a size that is none",
      fileOf('{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}', 4),
      "got -1 as shape.0.",
    ],
    [
      "a place beyond all numbers",
      fileOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[9007199254740992,9007199254740996]}}', 4),
      "got 9007199254740992 as data_offsets.0.",
    ],
    [
      "sizes that do not fit the place",
      fileOf('{"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,8]}}', 8),
      'f: "a": expected 24 bytes for 2×3 numbers of F32, got 8.',
    ],
    [
      "sizes whose product is infinite",
      fileOf('{"a":{"dtype":"F32","shape":[9e15,9e15],"data_offsets":[0,8]}}', 8),
      "numbers of F32, got 8.",
    ],
    ["a gap", fileOf(`{"a":${tensor(0, 4)},"b":${tensor(8, 12)}}`, 12), 'f: "b": expected offset 4, got 8.'],
    [
      "an overlap",
      fileOf(`{"a":${tensor(0, 8)},"b":${tensor(4, 8)}}`, 8),
      'f: "b": expected offset 8, got 4.',
    ],
    [
      "a file that is too short",
      fileOf(`{"a":${tensor(0, 8)}}`, 4),
      "f: expected 8 bytes of tensors, got 4.",
    ],
    ["a file that is too long", fileOf(`{"a":${tensor(0, 8)}}`, 9), "f: expected 8 bytes of tensors, got 9."],
    [
      "metadata that are no texts",
      fileOf('{"__metadata__":{"a":1}}'),
      "expected __metadata__ of texts, got 1.",
    ],
  ])("%s is refused", (_, bytes, message) => {
    expect(() => readSafetensors(bytes, "f")).toThrow(message);
  });
});
