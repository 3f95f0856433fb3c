import type { VNode } from "preact";
import { type ColumnChoice, type ColumnDescription, formatCount, formatNumber, formatPercent } from "wellfit";
import { withColumn } from "../state/file-reading.ts";
import type { DataWords } from "../words/data-words.ts";
import { useSurroundings } from "./context.ts";
import { useDataWords } from "./data-words.ts";

/** More categories than these are counted rather than named. */
const NAMED_CATEGORIES = 3;

const CHOICES: readonly ColumnChoice[] = ["number", "category", "boolean", "date", "drop"];

/** What was found in every column, with what a person may say of it. */
export function ColumnTable({ columns }: { readonly columns: readonly ColumnDescription[] }): VNode {
  const { page } = useSurroundings();
  const { column: words, file } = useDataWords();
  return (
    <details class="columns-found" open={!page.isNarrow.value}>
      <summary>{file.columns(formatCount(columns.length))}</summary>
      {/* What can be scrolled must be reachable by keyboard. */}
      <div class="scrolled" tabIndex={0} role="group" aria-label={file.columns(formatCount(columns.length))}>
        <table>
          <thead>
            <tr>
              {[words.name, words.holds, words.missing, words.values, words.becomes].map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <ColumnRow key={column.name} column={column} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function ColumnRow({ column }: { readonly column: ColumnDescription }): VNode {
  const words = useDataWords();
  const { name, missing, use } = column;
  return (
    <tr class={use === "dropped" ? "is-dropped" : undefined}>
      <th scope="row">{name}</th>
      <td>
        <TypeChoice column={column} />
      </td>
      <td>{missing.count > 0 && formatPercent(missing.share)}</td>
      <td>{describeValues(column, words)}</td>
      <td>{describeUse(column, words)}</td>
    </tr>
  );
}

/** What a column holds, found out or said. */
function TypeChoice({ column: { name, type } }: { readonly column: ColumnDescription }): VNode {
  const { desk } = useSurroundings();
  const { column: words } = useDataWords();
  const chosen = desk.reading.value.columns?.[name];
  const choose = (choice: string): void =>
    void desk.choose((reading) =>
      withColumn(reading, name, choice === "" ? undefined : (choice as ColumnChoice)),
    );
  return (
    <select
      aria-label={words.holdsOf(name)}
      // Drawn anew when reading ends, so that a choice that is refused goes back to what is.
      aria-busy={desk.isReading.value}
      value={chosen ?? ""}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      <option value="">{chosen === undefined ? words.foundType(words.types[type]) : words.found}</option>
      {CHOICES.map((choice) => (
        <option key={choice} value={choice}>
          {words.types[choice]}
        </option>
      ))}
    </select>
  );
}

function describeValues(
  { numbers, dates, categories, distinct }: ColumnDescription,
  words: DataWords,
): string {
  const { column } = words;
  if (dates !== null) return column.range(dates.first, dates.median, dates.last).replaceAll("T00:00:00Z", "");
  if (numbers !== null) {
    const [low, middle, high] = [numbers.min, numbers.median, numbers.max].map((end) => formatNumber(end));
    return column.range(low as string, middle as string, high as string);
  }
  if (categories === null) return column.different(formatCount(distinct));
  const named = categories
    .slice(0, NAMED_CATEGORIES)
    .map(({ name, share }) => `${name} ${formatPercent(share)}`);
  return [...named, ...(distinct > named.length ? [column.different(formatCount(distinct))] : [])].join(", ");
}

function describeUse({ use, features, finding }: ColumnDescription, { column }: DataWords): string {
  if (use === "target") return column.predicted;
  if (use === "feature") return column.features(formatCount(features));
  return column.leftOut(finding?.kind ?? "left out", finding?.reason ?? "");
}
