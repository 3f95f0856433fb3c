import * as v from "valibot";
import { describeValue } from "../../base/errors.ts";
import { didYouMean } from "../../base/names.ts";
import { parseJson } from "../../base/parse-json.ts";
import { invalidFile } from "../invalid-file.ts";
import { COLUMN_CHOICES, columnChoices } from "../preparation/preparation-options.ts";

/** What a person says of a file of data: `schemas/data-description.schema.json` is made from this. */
export const dataDescriptionSchema = v.strictObject({
  $schema: v.optional(v.pipe(v.string(), v.description("where the JSON Schema is, for editors"))),
  target: v.optional(v.pipe(v.string(), v.description("name of the column to predict"))),
  columns: v.optional(v.pipe(columnChoices, v.description("what columns hold, by their names, or drop"))),
});

/** What a person says of a file of data. */
export type DataDescription = Omit<v.InferOutput<typeof dataDescriptionSchema>, "$schema">;

/**
 * What the text of a data description file says.
 *
 * @param source the file's name, for messages
 * @throws InvalidInputError naming the file and the path within it
 */
export function parseDataDescription(text: string, source: string): DataDescription {
  const document = parseJson(text, source, "a description of data");
  const result = v.safeParse(dataDescriptionSchema, document);
  // Valibot takes a list for an object, and passes over columns whose names every object has, such as "constructor".
  if (result.success && !Array.isArray(document)) {
    const { $schema: _, ...description } = document as v.InferOutput<typeof dataDescriptionSchema>;
    return description;
  }
  const issue = result.issues?.[0];
  const path = issue === undefined ? null : v.getDotPath(issue);
  if (issue === undefined || path === null) {
    throw invalidFile(source, "an object with target and columns", describeValue(document));
  }
  if (issue.expected === "never") {
    const names = Object.keys(dataDescriptionSchema.entries);
    throw invalidFile(source, `one of ${names.join(", ")}`, describeValue(path), didYouMean(path, names));
  }
  const isColumn = path.startsWith("columns.");
  const expected = isColumn
    ? `one of ${COLUMN_CHOICES.join(", ")}`
    : path === "columns"
      ? "an object of columns"
      : "a text";
  throw invalidFile(`${source}: ${path}`, expected, describeValue(issue.input));
}
