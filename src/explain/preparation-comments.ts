import { formatPlural } from "../base/number-format.ts";
import type { Preparation } from "../data/preparation/preparation.ts";
import { describePreparedTarget, preparationRows } from "../data/preparation/preparation-words.ts";
import { comments } from "./python.ts";

/** So many columns are told of; a table may have thousands. */
const MOST_COLUMNS = 20;

/** Comments on what wellfit made the features of a program of, which it loads as they are; none where they came so. */
export function preparationComments(preparation: Preparation | undefined): readonly string[] {
  if (preparation === undefined) return [];
  const rows = preparationRows({ ...preparation, dropped: [] });
  const rest = rows.length - MOST_COLUMNS;
  const target = describePreparedTarget(preparation);
  return comments(
    [
      "The features are columns of a table as wellfit prepares them, by its training rows (numbers rounded; marked: one more feature is 1 there):",
      ...rows
        .slice(0, MOST_COLUMNS)
        .map(([name, , becomes, fill]) => `- ${name}: ${becomes}; where missing, ${fill}`),
      ...(rest > 0 ? [`- and ${formatPlural(rest, "more column")}`] : []),
      ...(target === undefined ? [] : [`The target is ${target}.`]),
      "wellfit export --to pytorch or --to keras writes the preparation of a trained model in Python.",
    ].map(toOneLine),
  );
}

/** Names come from files: nothing in them may end a comment. */
function toOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}
