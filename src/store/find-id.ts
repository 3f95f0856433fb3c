import { describeValue, InvalidInputError } from "../base/errors.ts";
import { didYouMean, listNames } from "../base/names.ts";
import type { Database } from "./database.ts";

/**
 * The whole id of a run.
 *
 * @param given the id, or its beginning
 * @throws InvalidInputError when no run has it, or several begin so
 */
export function findId(database: Database, given: string): string {
  const ids = (database.rows("SELECT id FROM runs ORDER BY number DESC") as readonly { id: string }[]).map(
    ({ id }) => id,
  );
  if (ids.includes(given)) return given;
  const found = given === "" ? [] : ids.filter((id) => id.startsWith(given));
  if (found.length === 1) return found[0] as string;
  const question = found.length === 0 ? didYouMean(given, ids) : undefined;
  const hints = [
    ...(found.length === 0 ? [] : [`So begin ${listNames(found)}.`]),
    ...(question === undefined ? [] : [question]),
  ];
  throw new InvalidInputError({
    source: "option",
    where: database.path,
    expected: "the id of a run in it, or a beginning that no other has",
    received: describeValue(given),
    hint: hints.at(0) ?? "wellfit runs list shows all.",
  });
}
