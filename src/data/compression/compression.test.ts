import { gzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { crc32 } from "./crc32.ts";
import { GunzipStream, gunzip } from "./gunzip.ts";
import { unpackLz4Block, unpackLz4Frame } from "./lz4.ts";
import { unzip } from "./unzip.ts";
import { unpackZstd } from "./zstd.ts";

const textOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const data = textOf("to be or not to be, ".repeat(5000));
const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const changed = (bytes: Uint8Array, place: number): Uint8Array =>
  bytes.with(place, (bytes.at(place) as number) ^ 1);
const LIMIT = 2 ** 20;
const DAMAGED = "The file is damaged or cut off; save or download it again.";

it("crc32 gives the checksum of the standard's example, in one part or more", () => {
  expect(crc32(textOf("123456789"))).toBe(0xcbf43926);
  expect(crc32(textOf("6789"), crc32(textOf("12345")))).toBe(0xcbf43926);
});

describe("gunzip", () => {
  const packed = gzipSync(data);

  it("unpacks one member, or several one behind the other", () => {
    expect(gunzip(packed, "a.gz", LIMIT)).toEqual(data);
    expect(gunzip(join(packed, gzipSync(textOf("x"), { level: 0 }), packed), "a.gz", LIMIT)).toEqual(
      join(data, textOf("x"), data),
    );
  });

  it("refuses a wrong checksum in any member, and a file that is cut off", () => {
    const message = `a.gz: expected contents that match their checksum, got others. ${DAMAGED}`;
    expect(() => gunzip(changed(packed, packed.length - 8), "a.gz", LIMIT)).toThrow(message);
    expect(() => gunzip(join(changed(packed, packed.length - 8), packed), "a.gz", LIMIT)).toThrow(message);
    expect(() => gunzip(packed.subarray(0, 40), "a.gz", LIMIT)).toThrow(
      /^a\.gz: expected .* The file is damaged/,
    );
  });

  it("unpacks what comes in parts of any length, and tells damage as of the whole", () => {
    const members = join(packed, gzipSync(textOf("x"), { level: 0, filename: "n".repeat(99) }), packed);
    const unpackParts = (bytes: Uint8Array, length: number): Uint8Array => {
      const stream = new GunzipStream("a.gz", LIMIT);
      const parts: Uint8Array[] = [];
      for (let start = 0; start < bytes.length; start += length) {
        parts.push(...stream.push(bytes.subarray(start, start + length)));
      }
      return join(...parts, ...stream.end());
    };
    for (const length of [1, 7, 100, members.length]) {
      expect(unpackParts(members, length)).toEqual(join(data, textOf("x"), data));
      for (const place of [packed.length - 8, members.length - 8]) {
        expect(() => unpackParts(changed(members, place), length)).toThrow(
          `a.gz: expected contents that match their checksum, got others. ${DAMAGED}`,
        );
      }
      expect(() => unpackParts(members.subarray(0, 40), length)).toThrow(
        /^a\.gz: expected .* The file is damaged/,
      );
    }
  });

  it("stops at the limit", () => {
    expect(gunzip(packed, "a.gz", data.length)).toEqual(data);
    expect(() => gunzip(packed, "a.gz", data.length - 1)).toThrow(
      `a.gz: expected at most ${data.length - 1} bytes when it is unpacked, got more.`,
    );
  });
});

describe("unzip", () => {
  const packed = zipSync({ "a.txt": data, "b/c.txt": [textOf("x"), { level: 0 }] });

  it("unpacks what is deflated and what is stored", () => {
    expect(unzip(packed, "a.zip", { limit: LIMIT })).toEqual([
      { name: "a.txt", bytes: data },
      { name: "b/c.txt", bytes: textOf("x") },
    ]);
  });

  it("refuses what is damaged, encrypted or more than the limit", () => {
    const names = Buffer.from(packed);
    const directory = names.indexOf("PK\u0001\u0002");
    expect(() => unzip(changed(packed, directory + 16), "a.zip", { limit: LIMIT })).toThrow(
      /^a\.zip, "a\.txt", byte \d+: expected contents that match their checksum, got others\. The file is damaged/,
    );
    expect(() => unzip(changed(packed, directory + 8), "a.zip", { limit: LIMIT })).toThrow(
      'a.zip, "a.txt", byte 0: expected a file that is not encrypted, got one that is. Save it without a password.',
    );
    expect(() => unzip(packed.subarray(0, 100), "a.zip", { limit: LIMIT })).toThrow(
      `a.zip, byte 0: expected the directory of a zip file at its end, got none. ${DAMAGED}`,
    );
    // One file, named five times in the directory: its bytes would be unpacked again and again.
    const single = zipSync({ "a.txt": [textOf("x".repeat(400)), { level: 0 }] });
    const end = single.length - 22;
    const start = new DataView(single.buffer).getUint32(end + 16, true);
    const named = single.subarray(start, end);
    const again = join(single.subarray(0, end), named, named, named, named, single.subarray(end).with(10, 5));
    expect(() => unzip(again, "a.zip", { limit: LIMIT })).toThrow(
      "a.zip: expected files beside each other, got overlapping ones.",
    );
    expect(() => unzip(packed, "a.zip", { limit: data.length })).toThrow(
      `a.zip: expected at most ${data.length} bytes`,
    );
  });
});

describe("LZ4 and Zstandard", () => {
  /** Five letters, then nine that repeat them, then one. */
  const block = Uint8Array.of(0x55, ...textOf("abcde"), 5, 0, 0x10, ...textOf("!"));
  const text = textOf("abcdeabcdeabcd!");

  it("give what was packed", () => {
    expect(unpackLz4Block(block, text.length, "a")).toEqual(text);
    const frame = join(
      Uint8Array.of(0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, 0, block.length, 0, 0, 0),
      block,
      new Uint8Array(4),
    );
    expect(unpackLz4Frame(frame, text.length, "a")).toEqual(text);
    const raw = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x20, 1, 0x09, 0, 0, 0x78);
    expect(unpackZstd(raw, 1, "a")).toEqual(textOf("x"));
    for (const size of [0, 5]) {
      expect(() => unpackZstd(raw, size, "a")).toThrow("a: expected data packed with Zstandard");
    }
  });

  it("refuse what holds another number of bytes, or is something else", () => {
    const lz4 = `a: expected data packed with LZ4, got something else. ${DAMAGED}`;
    for (const size of [text.length - 1, text.length + 1]) {
      expect(() => unpackLz4Block(block, size, "a")).toThrow(lz4);
    }
    expect(() => unpackLz4Block(block.with(6, 9), text.length, "a")).toThrow(lz4);
    expect(() => unpackLz4Frame(block, text.length, "a")).toThrow(lz4);
    expect(() => unpackZstd(block, 1, "a")).toThrow(
      `a: expected data packed with Zstandard, got something else. ${DAMAGED}`,
    );
  });
});
