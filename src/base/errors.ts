/**
 * The three kinds of error that wellfit throws. Everything else that a user can meet — training that diverged,
 * a run that was stopped — is an expected outcome and therefore a value, not an error.
 */

/** Where the input that was refused came from; a command line turns `option` into "wrong usage". */
export type InputSource = "option" | "data" | "file";

/** The parts of the one sentence that every refused input gets. */
export interface InvalidInput {
  /** What kind of input was refused. */
  readonly source: InputSource;
  /** What the message is about: an option's name, a variable, `file:line:column`. */
  readonly where: string;
  /** What would have been accepted, as words that follow "expected". */
  readonly expected: string;
  /** What came instead, as words that follow "got". */
  readonly received: string;
  /** The next step for the person who reads the message: a full sentence. */
  readonly hint?: string | undefined;
}

/** The caller's input is wrong. The message says where, what was expected, what came and what to do next. */
export class InvalidInputError extends Error {
  override readonly name = "InvalidInputError";
  readonly source: InputSource;
  readonly where: string;
  readonly expected: string;
  readonly received: string;
  readonly hint: string | undefined;

  constructor(input: InvalidInput, options?: ErrorOptions) {
    const hint = input.hint === undefined ? "" : ` ${input.hint}`;
    super(`${input.where}: expected ${input.expected}, got ${input.received}.${hint}`, options);
    this.source = input.source;
    this.where = input.where;
    this.expected = input.expected;
    this.received = input.received;
    this.hint = input.hint;
  }
}

/** The input or the machine is fine, but wellfit cannot do this. The message names the way out. */
export class UnsupportedError extends Error {
  override readonly name = "UnsupportedError";

  /**
   * @param what what is not supported, as the subject of a sentence ("variable \"s\" of data.mat (a struct)")
   * @param wayOut what to do instead: a full sentence
   */
  constructor(what: string, wayOut: string, options?: ErrorOptions) {
    super(`${what} is not supported. ${wayOut}`, options);
  }
}

/** A defect in wellfit itself: an invariant does not hold. */
export class InternalError extends Error {
  override readonly name = "InternalError";

  constructor(invariant: string, options?: ErrorOptions) {
    super(`Internal error: expected ${invariant}. This is a defect in wellfit; please report it.`, options);
  }
}

/** Throws an {@link InternalError} unless `condition` holds; `invariant` reads after "expected". */
export function checkInvariant(condition: boolean, invariant: string): asserts condition {
  if (!condition) throw new InternalError(invariant);
}

/** What was thrown, as a text: the message of an error, anything else as it is written. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Any value as the few words that an error message has room for. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if (Array.isArray(value)) {
    const items = value.slice(0, 8).map(describeValue);
    return `[${items.join(", ")}${value.length > 8 ? ", …" : ""}]`;
  }
  return describeObject(value);
}

/** An object by the names of what it holds: "an object with training and test". */
function describeObject(value: object): string {
  const names = Object.keys(value);
  const shown = names.slice(0, 4).map((name) => (/^\w{1,30}$/.test(name) ? name : describeValue(name)));
  if (names.length > shown.length) shown.push("more");
  if (shown.length < 2) return `an ${shown.length === 0 ? "empty object" : `object with ${shown[0]}`}`;
  return `an object with ${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
