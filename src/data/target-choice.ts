import * as v from "valibot";
import type { CategoryColumn, LabelsColumn, NumberColumn, TargetType } from "./columns.ts";

/** What a file's target is read as: one class, one number, or any number of labels for every example. */
export type TargetChoice = "classes" | "number" | "labels";

/** The column that each choice gives. */
export interface TargetsByChoice {
  readonly classes: CategoryColumn;
  readonly number: NumberColumn;
  readonly labels: LabelsColumn;
}

/** The choices as a schema for option tables. */
export const targetChoiceSchema: v.PicklistSchema<["classes", "number", "labels"], undefined> = v.picklist([
  "classes",
  "number",
  "labels",
]);

/** The choice that gives a target of a kind. */
export const CHOICE_BY_TYPE: Readonly<Record<TargetType, TargetChoice>> = {
  category: "classes",
  number: "number",
  labels: "labels",
};

/** What the target's column holds by each choice, in words. */
export const HELD_BY_CHOICE: Readonly<Record<TargetChoice, string>> = {
  classes: "classes",
  number: "numbers to predict",
  labels: "labels",
};
