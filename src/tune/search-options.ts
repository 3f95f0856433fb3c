import * as v from "valibot";
import { describeOptions, type OptionDescription } from "../base/options.ts";
import { trainOptions } from "../train/options.ts";
import type { SearchedOption } from "./space.ts";

const { seed: _, ...searched } = trainOptions.entries;
const searchedTable = v.strictObject(searched);

/** Every setting that can be searched. */
export const SEARCHED_OPTIONS: readonly OptionDescription[] = describeOptions(searchedTable);

/** A range of numbers, as a caller gives it. */
export interface GivenRange {
  readonly low: number;
  readonly high: number;
  /** "log" spreads the search evenly over powers of ten; "linear" by default. */
  readonly scale?: "linear" | "log" | undefined;
}

/** TrialValues to choose from, as a caller gives them. */
export interface GivenChoices {
  readonly choices: readonly unknown[];
}

/** What a search varies, as a caller gives it: `{ lambda: { low: 0.001, high: 10, scale: "log" } }`. */
export type SearchOptions = { readonly [Name in SearchedOption]?: GivenRange | GivenChoices | undefined };

/** The schema of a setting without its default; of one that is for each layer, of one number or name, too. */
export function schemaOf(option: string): v.GenericSchema {
  return searched[option as keyof typeof searched].wrapped;
}

/** What a search may vary, for files. */
const searchSchema = v.strictObject(
  Object.fromEntries(
    SEARCHED_OPTIONS.map(({ name, kind, description }) => {
      const schema = schemaOf(name);
      const choices = v.strictObject({ choices: v.pipe(v.array(schema), v.minLength(2)) });
      const isNumber = kind === "number" || kind === "numberPerLayer";
      const range = v.strictObject({
        low: v.number(),
        high: v.number(),
        scale: v.optional(v.picklist(["linear", "log"]), "linear"),
      });
      const either: v.GenericSchema = isNumber ? v.union([range, choices]) : choices;
      return [name, v.optional(v.pipe(either, v.description(description)))];
    }),
  ),
);

/** A search as a file holds it: `schemas/search-file.schema.json` is made from this. */
export const searchFileSchema = v.strictObject({
  $schema: v.optional(v.pipe(v.string(), v.description("where the JSON Schema is, for editors"))),
  settings: v.optional(v.pipe(v.partial(trainOptions), v.description("what all trials share"))),
  search: v.pipe(searchSchema, v.description("what the search varies: ranges of numbers, or choices")),
});
