import { expect, it } from "vitest";
import { InternalError, InvalidInputError, UnsupportedError } from "../base/errors.ts";
import { fromSentError, toSentError } from "./task-error.ts";

/** What arrives in another thread. */
const sendOver = (thrown: unknown): unknown => fromSentError(structuredClone(toSentError(thrown)));

const INVALID = { source: "file", where: "x.csv:3:1", expected: "a number", received: "nothing" } as const;

it.each([
  new InvalidInputError({ ...INVALID, hint: "Fill it in." }),
  new InvalidInputError(INVALID),
  new UnsupportedError("Magic", "Do without."),
  new InternalError("all to be well"),
  new Error(),
  new EvalError("evil"),
  new RangeError("far"),
  new ReferenceError("nobody"),
  new SyntaxError("what?"),
  new TypeError("wrong kind"),
  new URIError("%"),
  new AggregateError([new RangeError("one"), "two"], "both"),
])("an error arrives with its class, text, stack and fields: %s", (error) => {
  const arrived = sendOver(error) as Error;
  expect(arrived).toBeInstanceOf(error.constructor);
  expect([arrived.constructor, arrived.name]).toEqual([error.constructor, error.name]);
  expect([arrived.message, arrived.stack]).toEqual([error.message, error.stack]);
  expect(Object.fromEntries(Object.entries(arrived))).toEqual(Object.fromEntries(Object.entries(error)));
  expect(String(arrived)).toBe(String(error));
  expect((arrived as AggregateError).errors).toEqual((error as AggregateError).errors);
});

it("an error of a class that is not known here keeps its name and its fields, but for what cannot be sent", () => {
  class OtherError extends RangeError {
    override name = "OtherError";
    code = 7;
    act = (): number => 1;
  }
  const arrived = sendOver(new OtherError("of its own kind")) as OtherError;
  expect(arrived.constructor).toBe(Error);
  expect([String(arrived), arrived.code, "act" in arrived]).toEqual([
    "OtherError: of its own kind",
    7,
    false,
  ]);
  const aborted = sendOver(new DOMException("stopped", "AbortError")) as Error;
  expect([aborted.name, aborted.message]).toEqual(["AbortError", "stopped"]);
});

it("causes arrive with the error, also those that are no errors, and circles are cut", () => {
  const chain = new Error("outer", { cause: new UnsupportedError("Magic", "No.", { cause: "deep" }) });
  const arrived = sendOver(chain) as { cause: UnsupportedError };
  expect(arrived.cause).toBeInstanceOf(UnsupportedError);
  expect(arrived.cause.cause).toBe("deep");
  expect("cause" in (sendOver(new Error("none")) as Error)).toBe(false);
  const circle = new Error("around");
  circle.cause = new AggregateError([circle, new Error("straight")], "inner", { cause: circle });
  const { cause } = sendOver(circle) as { cause: AggregateError };
  expect([cause.message, cause.errors.map(String), "cause" in cause]).toEqual([
    "inner",
    ["Error: straight"],
    false,
  ]);
});

it("what is no error arrives as it is", () => {
  for (const thrown of ["words", 7, undefined, null, { code: 7, list: [1, 2] }]) {
    expect(sendOver(thrown)).toEqual(thrown);
  }
  expect(String(sendOver(() => 1))).toBe("TypeError: a task threw a function");
});
