/** Where a model comes from: which data and settings it was trained with. Nothing that it predicts depends on it. */

import * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const plain = v.union([v.pipe(v.number(), v.finite()), v.string(), v.boolean()]);
/** Settings by their names: what these mean, and which there are, is the training's to know. */
const settings = v.record(v.string(), v.union([plain, v.array(plain)]));

/** The provenance of a model, as its file holds it. */
export const provenanceSchema = v.strictObject({
  wellfit: v.pipe(v.string(), v.description("the version that trained it")),
  data: v.pipe(
    v.strictObject({
      name: v.string(),
      hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/), v.description("equal for equal data")),
      examples: count,
    }),
    v.description("the training examples"),
  ),
  settings: v.pipe(settings, v.description("complete, as training began")),
  changes: v.optional(
    v.pipe(v.array(settings), v.description("of settings on the way, each with its iteration")),
  ),
  outcome: v.pipe(
    v.picklist(["finished", "stoppedEarly", "stopped", "diverged"]),
    v.description("how the run ended"),
  ),
  iterations: v.pipe(count, v.description("how many steps were taken")),
  modelIteration: v.pipe(count, v.description("after how many of them the parameters were the model's")),
});

/** Where a model comes from: data, settings and end of the run that trained it. */
export type Provenance = v.InferOutput<typeof provenanceSchema>;

/**
 * A copy of a provenance that never changes.
 * @throws InvalidInputError for anything else
 */
export function checkProvenance(given: unknown): Provenance {
  const result = v.safeParse(provenanceSchema, given, { abortEarly: true });
  if (result.success) return deepFrozen(result.output);
  const [{ input, expected }] = result.issues;
  const path = v.getDotPath(result.issues[0]);
  throw new InvalidInputError({
    source: "data",
    where: `Model: provenance${path === null ? "" : `.${path}`}`,
    expected: expected === "never" ? "nothing of this name" : (expected ?? "another value"),
    received: describeValue(input),
    hint: "provenanceOf makes one of a run.",
  });
}

/** A provenance as one text, whatever the order of its settings. */
export function canonicalText(provenance: Provenance): string {
  return JSON.stringify(provenance, (_, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const named = value as Record<string, unknown>;
    return Object.fromEntries(
      Object.keys(named)
        .toSorted()
        .map((name) => [name, named[name]]),
    );
  });
}

function deepFrozen<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) {
    if (typeof part === "object" && part !== null) deepFrozen(part as object);
  }
  return Object.freeze(value);
}
