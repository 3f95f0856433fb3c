import { describeValue, InternalError, InvalidInputError, UnsupportedError } from "../base/errors.ts";

/** What was thrown, as plain data: structured clones of errors lose their class, their fields and part of the names. */
export type SentError =
  | { readonly kind: "value"; readonly value: unknown }
  | {
      readonly kind: "error";
      readonly name: string;
      readonly message: string;
      readonly stack: string | undefined;
      readonly fields: Readonly<Record<string, unknown>>;
      readonly cause?: SentError;
      /** Those of an AggregateError. */
      readonly errors?: readonly SentError[];
    };

const BUILT_IN = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];

/** The classes that arrive as what they were, by their names; the parts of an error are filled in afterwards. */
const CLASSES: ReadonlyMap<string, () => Error> = new Map<string, () => Error>([
  ...BUILT_IN.map((Class) => [Class.name, () => new Class()] as const),
  ["AggregateError", () => new AggregateError([])],
  [
    "InvalidInputError",
    () => new InvalidInputError({ source: "option", where: "", expected: "", received: "" }),
  ],
  ["UnsupportedError", () => new UnsupportedError("", "")],
  ["InternalError", () => new InternalError("")],
]);

/** Anything that was thrown as data that can be sent to another thread; fields that cannot be are left out. */
export function toSentError(thrown: unknown): SentError {
  return convert(thrown, new Set());
}

function convert(thrown: unknown, above: ReadonlySet<unknown>): SentError {
  if (!(thrown instanceof Error)) return convertValue(thrown);
  const seen = new Set([...above, thrown]);
  const fields = Object.entries(thrown).filter(
    ([name, value]) => !["name", "message", "stack", "cause", "errors"].includes(name) && isCloneable(value),
  );
  return {
    kind: "error",
    name: thrown.name,
    message: thrown.message,
    stack: thrown.stack,
    fields: Object.fromEntries(fields),
    ...("cause" in thrown && !seen.has(thrown.cause) ? { cause: convert(thrown.cause, seen) } : {}),
    ...(thrown instanceof AggregateError
      ? { errors: thrown.errors.filter((error) => !seen.has(error)).map((error) => convert(error, seen)) }
      : {}),
  };
}

function convertValue(value: unknown): SentError {
  if (isCloneable(value)) return { kind: "value", value };
  const { name, message, stack } = new TypeError(`a task threw ${describeValue(value)}`);
  return { kind: "error", name, message, stack, fields: {} };
}

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

/**
 * What was thrown, as it was: wellfit's errors and those of the language have their class, all others are errors that
 * bear the name of theirs.
 */
export function fromSentError(sent: SentError): unknown {
  if (sent.kind === "value") return sent.value;
  const { name, message, stack, fields, cause, errors } = sent;
  const error = CLASSES.get(name)?.() ?? new Error();
  const set = (part: string, value: unknown): void =>
    void Object.defineProperty(error, part, { value, configurable: true, writable: true });
  set("message", message);
  set("stack", stack);
  if (error.name !== name) set("name", name);
  if (cause !== undefined) set("cause", fromSentError(cause));
  if (errors !== undefined) set("errors", errors.map(fromSentError));
  return Object.assign(error, fields);
}
