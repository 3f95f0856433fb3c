/**
 * Messages in the wire format of Protocol Buffers (https://protobuf.dev/programming-guides/encoding): as much of it as a
 * model in ONNX needs. A message is the bytes of its fields, one after the other.
 */

import { joinBytes } from "../../data/bytes.ts";

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const encoder = new TextEncoder();

/** A field with a whole number that is not negative. */
export function wholeField(field: number, value: number): Uint8Array {
  return joinBytes([varint(field * 8 + VARINT), varint(value)]);
}

/** A field with a text, bytes, or another message. */
export function bytesField(field: number, value: Uint8Array | string): Uint8Array {
  const bytes = typeof value === "string" ? encoder.encode(value) : value;
  return joinBytes([varint(field * 8 + LENGTH_DELIMITED), varint(bytes.length), bytes]);
}

/** Seven bits a byte, the lowest first; all but the last have the highest bit set. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
