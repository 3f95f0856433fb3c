import { describeValue, InvalidInputError } from "../base/errors.ts";

/**
 * Checks that a file's contents are bytes: callers without types may pass its text, or a buffer.
 *
 * @param source the file's name, for messages
 * @throws InvalidInputError that says how to make bytes of it
 */
export function checkBytes(bytes: unknown, source: string): asserts bytes is Uint8Array {
  if (Object.prototype.toString.call(bytes) === "[object Uint8Array]") return;
  throw new InvalidInputError({
    source: "file",
    where: source,
    expected: "the file's bytes as a Uint8Array",
    received: bytes instanceof ArrayBuffer ? "an ArrayBuffer" : describeValue(bytes),
    hint: "new Uint8Array(buffer) makes one from a buffer, new TextEncoder().encode(text) from a text.",
  });
}
