import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { fingerprint, hashBytes, toLittleEndian } from "./fingerprint.ts";

it("a fingerprint is the start of the SHA-256 of the little-endian bytes", () => {
  const numbers = Float64Array.of(1, -0.5, Math.PI, 5e-324);
  const bytes = Buffer.alloc(32);
  numbers.forEach((value, index) => bytes.writeDoubleLE(value, index * 8));
  expect(fingerprint(numbers)).toBe(createHash("sha256").update(bytes).digest("hex").slice(0, 16));
  expect([...toLittleEndian(Float64Array.of(1))]).toEqual([0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
});

it("a single changed bit changes the fingerprint", () => {
  expect(fingerprint(Float64Array.of(1))).not.toBe(fingerprint(Float64Array.of(1 + Number.EPSILON)));
  expect(fingerprint(Float64Array.of(0))).not.toBe(fingerprint(Float64Array.of(-0)));
});

it("hashBytes takes its parts as one text", () => {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  expect(hashBytes(text("ab"), text("c"))).toBe(hashBytes(text("abc")));
  expect(hashBytes(text("abc"))).toBe("ba7816bf8f01cfea");
});
