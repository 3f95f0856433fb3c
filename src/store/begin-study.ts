import { describeValue, InvalidInputError } from "../base/errors.ts";
import type { Database } from "./database.ts";
import type { Circumstances } from "./machine.ts";
import { addRow } from "./run-rows.ts";
import type { StudyPlan } from "./study-log.ts";

/** What a study is: its id and its usual name begin with a hash of it. */
export function workOf({ data, definition, settings }: Omit<StudyPlan, "name">): unknown {
  return [data.hash, { definition, settings }];
}

/** The number of the study of a name in the store, which is made where there is none. */
export function beginStudy(database: Database, plan: StudyPlan, circumstances: Circumstances): number {
  const { name, data, measure, definition, settings } = plan;
  const document = { definition, settings };
  return database.transaction(() => {
    const known = database.row(
      "SELECT number, data_name, data_hash, document FROM runs WHERE kind = 'tune' AND name = ?",
      name,
    ) as KnownStudy | undefined;
    if (known !== undefined) {
      checkSame(database, plan, known);
      return known.number;
    }
    const row = {
      kind: "tune",
      outcome: "study",
      name,
      data,
      measure,
      development: null,
      test: null,
    } as const;
    return addRow(database, { ...row, work: workOf(plan), document }, circumstances).number;
  });
}

interface KnownStudy {
  readonly number: number;
  readonly data_name: string;
  readonly data_hash: string;
  readonly document: string;
}

/** Refuses to go on with a study on other data, or as another search. */
function checkSame(
  database: Database,
  { name, data, definition, settings }: StudyPlan,
  { data_name, data_hash, document }: KnownStudy,
): void {
  const where = `${database.path}: study ${describeValue(name)}`;
  const hint = "Give another name for a study of its own.";
  if (data_hash !== data.hash) {
    const expected = `the data it was begun with, ${data_name} (${data_hash})`;
    throw refused({ where, expected, received: `${data.name} (${data.hash})`, hint });
  }
  if (document === JSON.stringify({ definition, settings })) return;
  throw refused({ where, expected: "the search it was begun with", received: "another one", hint });
}

function refused(
  parts: Omit<ConstructorParameters<typeof InvalidInputError>[0], "source">,
): InvalidInputError {
  return new InvalidInputError({ source: "option", ...parts });
}
