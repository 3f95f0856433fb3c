import fc from "fast-check";
import { expect } from "vitest";
import { InvalidInputError, UnsupportedError } from "../../src/base/errors.ts";

/** How many damaged files each reader gets. */
export const RUNS = 5000;
/** No damaged file may make a reader take more memory than this, whatever sizes stand in it. */
export const MAX_BYTES = 512 * 2 ** 20;
/** The longest message. */
const MAX_MESSAGE = 1500;

/**
 * The most memory that this process, which is this file's own, has had at any time: what is freed again counts too, and
 * a moment's peak is not missed.
 */
export function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
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
export async function expectOnlyTypedErrors(
  originals: readonly Uint8Array[],
  read: (bytes: Uint8Array) => void | Promise<void>,
): Promise<number> {
  let refused = 0;
  const before = peakBytes();
  const damaged = fc.tuple(fc.constantFrom(...originals), fc.array(damage, { minLength: 1, maxLength: 6 }));
  await fc.assert(
    fc.asyncProperty(damaged, async ([original, changes]) => {
      const bytes = changes.reduce(apply, original);
      if (!(await isRead(() => read(bytes)))) refused++;
    }),
    { numRuns: RUNS, seed: 7 },
  );
  expect(peakBytes() - before).toBeLessThan(MAX_BYTES);
  return refused;
}

/** Whether something is read; if not, it must be refused by an error with a type and a short text. */
export async function isRead(read: () => void | Promise<void>): Promise<boolean> {
  try {
    await read();
    return true;
  } catch (error) {
    const isTyped = error instanceof InvalidInputError || error instanceof UnsupportedError;
    if (!isTyped) throw error;
    expect(error.message).toMatch(/^.*f\..*expected .*, got |is not supported\. |^data set/s);
    expect(error.message.length).toBeLessThan(MAX_MESSAGE);
    return false;
  }
}

/** Where something stands in a JSON document, from its root; also within the JSON that a text holds. */
export function listPlaces(document: unknown, path: readonly string[] = []): string[][] {
  const inner = contentsOf(document);
  const below = inner === undefined ? [] : Object.entries(inner);
  return [[...path], ...below.flatMap(([name, value]) => listPlaces(value, [...path, name]))];
}

/** A document with something else at a place. */
export function replaceAt(document: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const contents = structuredClone(contentsOf(document)) as Record<string, unknown>;
  contents[name] = replaceAt(contents[name], rest, value);
  return typeof document === "string" ? JSON.stringify(contents) : contents;
}

function contentsOf(document: unknown): object | undefined {
  if (typeof document === "string") {
    return document.startsWith("{") ? (JSON.parse(document) as object) : undefined;
  }
  return typeof document === "object" && document !== null ? document : undefined;
}
