import { formatCount, formatPlural } from "../../base/number-format.ts";
import type { AssessedColumn } from "../preparation/assess-columns.ts";
import { FEWEST_ROWS } from "../preparation/findings.ts";
import { isPresent, type TypedColumn } from "../preparation/typed-column.ts";
import { associate } from "./association.ts";
import type { TableDescription } from "./description.ts";
import { NEARLY_ONE } from "./warning-kinds.ts";

type Warning = TableDescription["warnings"][number];

/** What a person should know before a model is trained on these columns. */
export function findWarnings(
  assessed: readonly AssessedColumn[],
  target: AssessedColumn | undefined,
  repeatedRows: number,
): Warning[] {
  const warnings: Warning[] = [];
  const rows = assessed[0] === undefined ? 0 : lengthOf(assessed[0].cells);
  if (target !== undefined && target.missing > 0) {
    const text = `${formatPlural(target.missing, "row")} without a value of the target cannot be trained on`;
    warnings.push({ kind: "target missing", column: target.name, text });
  }
  for (const { name, cells, use, finding, note } of assessed) {
    if (use === "feature" && target !== undefined && finding === undefined) {
      warnings.push(...findTelltale({ name, cells }, target));
    }
    if (use === "feature" && (finding?.kind === "identifier" || finding?.kind === "text")) {
      const text = `${name} is kept as a feature, though it names rows (${finding.reason})`;
      warnings.push({ kind: "identifier as feature", column: name, text });
    }
    if (note !== undefined) warnings.push({ kind: "nearly numbers", column: name, text: `${name}: ${note}` });
  }
  if (repeatedRows > 0) {
    const text =
      `${formatCount(repeatedRows)} of ${formatPlural(rows, "row")} repeat an earlier one in all features` +
      `${target === undefined ? "" : " and the target"}: where rows are divided by chance, equal ones come to stand on ` +
      "both sides";
    warnings.push({ kind: "repeated rows", column: null, text });
  }
  return warnings;
}

/** A column by its name. */
interface NamedCells {
  readonly name: string;
  readonly cells: TypedColumn;
}

/** That a feature says nearly all of the target, where it does. */
export function findTelltale({ name, cells }: NamedCells, target: NamedCells) {
  if (!isLeak(cells, target.cells)) return [];
  const text = `${name} alone predicts ${target.name}: is it known before ${target.name} is?`;
  return [{ kind: "predicts target" as const, column: name, text }];
}

function lengthOf(cells: TypedColumn): number {
  return cells.type === "category" ? cells.codes.length : cells.values.length;
}

/** Whether a column says nearly all of the target: by its association, or by ranges that each hold one class. */
function isLeak(cells: TypedColumn, target: TypedColumn): boolean {
  const both = countBoth(cells, target);
  if (both < FEWEST_ROWS) return false;
  if (Math.abs(associate(cells, target)?.value ?? 0) >= NEARLY_ONE) return true;
  return cells.type !== "category" && target.type === "category" && isDivided(cells.values, target.codes);
}

function countBoth(a: TypedColumn, b: TypedColumn): number {
  let count = 0;
  for (let row = 0; row < lengthOf(a); row++) if (isPresent(a, row) && isPresent(b, row)) count++;
  return count;
}

/** Whether every class has a range of its own that no value of another class lies in. */
function isDivided(values: Float64Array, codes: Int32Array): boolean {
  const ranges = new Map<number, { least: number; greatest: number }>();
  values.forEach((value, row) => {
    const code = codes[row] as number;
    if (code < 0 || Number.isNaN(value)) return;
    const range = ranges.get(code);
    if (range === undefined) ranges.set(code, { least: value, greatest: value });
    else {
      range.least = Math.min(range.least, value);
      range.greatest = Math.max(range.greatest, value);
    }
  });
  const ordered = [...ranges.values()].toSorted((a, b) => a.least - b.least);
  return (
    ordered.length > 1 &&
    ordered.every((range, place) => place === 0 || range.least > (ordered[place - 1]?.greatest as number))
  );
}
