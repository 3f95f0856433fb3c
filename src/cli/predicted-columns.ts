import { toAnswers } from "../metrics/examples.ts";
import type { Model } from "../model/model.ts";

/** What the columns of predictions are called: as many as {@link predictedCells} gives of a row. */
export function predictedNames({ head, labels }: Model): readonly string[] {
  const { classNames, targetName } = labels;
  if (head === "regression" || head === "count") return [`predicted ${targetName}`];
  const named = head === "binary" ? classNames.slice(1) : classNames;
  return [...named.map((name) => `probability of ${name}`), head === "multilabel" ? "labels" : "class"];
}

/** Names as they are, but for those that are taken, by columns of the file or by one another: they get a number. */
export function freeNames(names: readonly string[], taken: readonly string[]): readonly string[] {
  const all = new Set(taken);
  return names.map((name) => {
    let free = name;
    for (let copy = 2; all.has(free); copy++) free = `${name} (${copy})`;
    all.add(free);
    return free;
  });
}

/**
 * Adds the cells of a row to a text, each behind a delimiter but for the first: the probability of class 1 of two, or of
 * each of several classes, and the class's name; the probability of each label, and the names of those that are there with
 * semicolons between them; or the number. Numbers have all their digits.
 */
export type AddCells = (row: number, add: (cell: string) => void) => void;

/**
 * How the predictions of some rows become cells.
 *
 * @param predictions rows × outputs, row after row
 * @param toCell how a class's name becomes a cell
 */
export function predictedCells(
  model: Model,
  predictions: Float64Array,
  toCell: (name: string) => string,
): AddCells {
  const { outputs } = model;
  const answerAt = answersOf(model, predictions, toCell);
  return (row, add) => {
    for (let output = 0; output < outputs; output++) add(String(predictions[row * outputs + output]));
    if (answerAt !== undefined) add(answerAt(row));
  };
}

/** The name of each row's class, or those of its labels, as cells; undefined where numbers are predicted. */
function answersOf(
  { head, outputs, labels }: Model,
  predictions: Float64Array,
  toCell: (name: string) => string,
): ((row: number) => string) | undefined {
  if (head === "regression" || head === "count") return undefined;
  const { classNames } = labels;
  const answers = toAnswers({ task: head, outputs, predictions, targets: [] });
  if (head === "multilabel") {
    return (row) => toCell(classNames.filter((_, label) => answers[row * outputs + label] === 1).join(";"));
  }
  const cells = classNames.map(toCell);
  return (row) => cells[answers[row] as number] as string;
}
