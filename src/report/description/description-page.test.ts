import { describe, expect, it } from "vitest";
import { messyPassengers, ODD_NAMES } from "../../../test/support/messy-table.ts";
import { describeTable } from "../../data/description/describe-table.ts";
import type { PreparationOptions } from "../../data/preparation/preparation-options.ts";
import { type TableColumns, toTable } from "../../data/table/to-table.ts";
import { toDescriptionHtml } from "./description-html.ts";
import { drawDescription } from "./description-pictures.ts";

const passengers = messyPassengers();

/** The page of a table, with spaces for those that do not break. */
function pageOf(columns: TableColumns, options: PreparationOptions = {}, command?: string): string {
  const description = describeTable(toTable(columns, "list.csv"), options);
  return toDescriptionHtml(description, drawDescription(description), command).replaceAll("\u00a0", " ");
}

const rowOf = (page: string, place: number): string =>
  new RegExp(`<li id="column-${place + 1}".*?</li>`, "s").exec(page)?.[0] ?? "";

const CASES: Readonly<Record<string, () => string>> = {
  "a target of classes": () => pageOf(passengers, { target: "survived" }),
  "a target of numbers": () => pageOf(passengers, { target: "fare" }),
  "a target of dates": () => pageOf(passengers, { target: "booked" }),
  "no target": () => pageOf(passengers),
  "one column": () => pageOf({ x: [1.5, 2, 3] }),
  "one column that is the target": () => pageOf({ x: [1.5, 2, 3] }, { target: "x" }),
  "one row": () => pageOf({ x: [1.5], y: ["a"], z: ["2024-02-29"] }, { target: "y" }),
  "nothing but gaps": () => pageOf({ x: ["", ""], y: [null, null] }),
  "a target without values": () => pageOf({ x: [1, 2], y: ["", ""] }, { target: "y" }),
  "a target of one class": () => pageOf({ x: [1, 2, 3], y: ["a", "a", "a"] }, { target: "y" }),
  "a target of many classes": () =>
    pageOf({ y: Array.from({ length: 300 }, (_, row) => `class ${row % 150}`) }, { target: "y" }),
  "numbers that are all the same": () => pageOf({ x: [0.1, 0.1, null], y: [7, 7, null] }),
  "huge and tiny numbers": () => pageOf({ x: [1e99, -1e99, 1], y: [1e-300, 0, 2e-300] }, { target: "x" }),
};

describe("the page of a table", () => {
  it.each(Object.entries(CASES))(
    "with %s has only real numbers, ids that differ, and whole sentences",
    (_, of) => {
      const page = of();
      expect(page).not.toMatch(/NaN|Infinity|undefined|\[object/);
      expect(page).not.toMatch(/<tbody><\/tbody>|<ul[^>]*><\/ul>|<p><\/p>|<dd><\/dd>|\.\.|: \.|<\/a><\/a>/);
      const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
      for (const [, caption = ""] of page.matchAll(/<figcaption>(.*?)<\/figcaption>/g)) {
        expect(caption.match(/[^.]*?\.(?= |$)/g), caption).toHaveLength(2);
      }
    },
  );

  it("tells the size, the target, what guessing reaches, and how many rows are whole", () => {
    const page = pageOf(passengers, { target: "survived" });
    const { rows, completeRows } = describeTable(toTable(passengers), { target: "survived" });
    expect(page).toContain(
      "<p>891 rows and 16 columns, from a table in memory. The target is survived, with 2 classes: 11 columns become 19 " +
        "features to predict it from, and 4 columns are left out.</p>",
    );
    const died = passengers.survived?.filter((value) => value === 0).length ?? 0;
    expect(page).toContain(
      `<p>Who always says class 0 is right in ${((100 * died) / rows).toFixed(1)} % of the rows.</p>`,
    );
    expect(page).toContain(`<p>${completeRows} of 891 rows have a value in every feature and the target;`);
    expect(pageOf(passengers, { target: "booked" })).toContain("The target is booked, a date:");
    expect(pageOf({ x: [1.5, 2, 3] })).toContain(
      "<p>3 rows and 1 column, from a table in memory. No target is named: 1 column becomes 1 feature.</p>",
    );
  });

  it("warns first, with a way to the column, and says where there is nothing to warn of", () => {
    const page = pageOf(passengers, { target: "survived" });
    const place = Object.keys(passengers).indexOf("lifeboat");
    expect(page).toContain(
      `<h2>Look at this first</h2>\n<ul class="verdicts warnings"><li>lifeboat alone predicts survived: is it known before ` +
        `survived is? <a href="#column-${place + 1}">see lifeboat</a></li></ul>`,
    );
    expect(page.indexOf("Look at this first")).toBeLessThan(page.indexOf("<figure"));
    expect(pageOf({ x: [1.5, 2, 3] })).toContain("<p>There is nothing to warn of.</p>");
  });

  it("shows classes, associations and missing values, and leaves out what there is not", () => {
    const figuresOf = (page: string) => [...page.matchAll(/<figure id="([\w-]+)">/g)].map(([, id]) => id);
    expect(figuresOf(pageOf(passengers, { target: "survived" }))).toEqual([
      "classes",
      "associations",
      "missing",
    ]);
    expect(figuresOf(pageOf(passengers, { target: "fare" }))).toEqual(["target", "associations", "missing"]);
    expect(figuresOf(pageOf(passengers))).toEqual(["missing"]);
    expect(figuresOf(pageOf({ x: [1.5, 2, 3] }))).toEqual([]);
  });

  it("sorts what goes with the target, and names each measure", () => {
    const page = pageOf(passengers, { target: "fare" });
    const figure = /<figure id="associations">.*?<\/figure>/s.exec(page)?.[0] ?? "";
    const values = [...figure.matchAll(/<td>[rηV] (−?[\d.]+)<\/td>/g)].map(([, value]) =>
      Math.abs(Number(value?.replace("−", "-"))),
    );
    expect(values).toHaveLength(10);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(figure).toContain(
      "r is Pearson's, of numbers, dates and truth values; η is the correlation ratio",
    );
    expect(figure).not.toContain("Cramér");
  });

  it("has a row for every column: its distribution, its figures, and what is done about it", () => {
    const page = pageOf(passengers, { target: "survived" });
    const names = Object.keys(passengers);
    const age = rowOf(page, names.indexOf("age"));
    expect(age).toContain('role="img" aria-label="Histogram of age from 0 to 63, median 30"');
    expect(age).toContain("<title>0 to 3: ");
    expect(age).toContain("<dt>quartiles</dt><dd>22 to 38</dd>");
    expect(age).toContain("<dt>missing</dt><dd>181 (20.3 %)</dd>");
    expect(age).toContain(
      "Scaled to mean 0 and deviation 1; a missing value becomes the median, and one more feature marks it.",
    );
    const counts = [...age.matchAll(/<title>[^<]*: (\d+) rows? \(/g)].map(([, count]) => Number(count));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(891 - 181);
    expect(rowOf(page, names.indexOf("survived"))).toContain('<span class="role">target</span>');
    expect(rowOf(page, names.indexOf("ship"))).toContain("Left out: the same value in every row.");
    expect(rowOf(page, names.indexOf("name"))).toContain("<dd>891, each once</dd>");
    expect(rowOf(page, names.indexOf("booked"))).toMatch(
      /<title>month from 1911-08-01: \d+ rows \(class 0: \d+, class 1: \d+\)<\/title>/,
    );
    expect(rowOf(page, names.indexOf("cabin"))).toMatch(/>\d+ others<\/text>/);
  });

  it("divides bars by the classes of the target, whose colours it tells, but by too many or no classes", () => {
    const page = pageOf(passengers, { target: "survived" });
    const names = Object.keys(passengers);
    const women =
      passengers.sex?.flatMap((sex, row) => (sex === "female" ? [passengers.survived?.[row]] : [])) ?? [];
    const [died, lived] = [0, 1].map((survived) => women.filter((each) => each === survived).length);
    const row = rowOf(page, names.indexOf("sex"));
    expect(row).toContain(
      `<title>female: ${women.length} rows (class 0: ${died}, class 1: ${lived})</title>`,
    );
    expect(page).toContain("Colours are the classes of survived");
    expect(rowOf(page, names.indexOf("survived"))).toMatch(
      /<title>1: 333 rows<\/title><rect class="wf-filled wf-class1"/,
    );
    for (const options of [{ target: "fare" }, {}, { target: "cabin" }]) {
      const other = pageOf(passengers, options);
      expect(other).not.toContain("Colours are");
      expect(rowOf(other, names.indexOf("sex"))).not.toContain("wf-class");
    }
  });

  it("tells what lacks a value, and the colour of rows without a class", () => {
    const page = pageOf({ x: [1.5, 2, 3, 5], y: ["a", "b", "b", null] }, { target: "y" });
    expect(page).toContain("Who always says b is right in 66.7 % of the rows that have a class.");
    expect(page).toContain("3 of 4 rows have a value in every feature and the target; the others lack y.");
    expect(page).toMatch(/<rect class="wf-rest"[^>]*\/><\/svg>without a class/);
    expect(pageOf(passengers, { target: "survived" })).not.toContain("without a class");
  });

  it("names pairs of features that say much the same", () => {
    const page = pageOf(passengers, { target: "survived" });
    expect(page).toContain('<th scope="row">fare and fare_in_pence</th><td>r 1.00</td>');
    expect(pageOf({ x: [1.5, 2, 3] })).not.toContain("say much the same");
  });

  it("has the command line that makes it again, if it is told one", () => {
    const command = "npx wellfit describe 'a <b>.csv'";
    expect(pageOf({ x: [1.5, 2] }, {}, command)).toContain(
      "<code>npx wellfit describe 'a &lt;b&gt;.csv'</code>",
    );
    expect(pageOf({ x: [1.5, 2] })).not.toContain("How to repeat this");
  });

  it("takes no name for markup, and loads nothing", () => {
    const odd = '"><script>alert(1)</script>';
    const kind = Array.from({ length: 40 }, (_, row) => (row % 3 === 0 ? odd : `${odd}&amp;`));
    const page = pageOf(
      { ...passengers, kind: [...kind, ...Array.from({ length: 851 }, () => odd)] },
      { target: "kind" },
    );
    expect(page).not.toMatch(/<script|<b |onmouseover="|&amp;amp;amp;/);
    expect(page).toContain(
      `<h3>${ODD_NAMES.markup.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")}</h3>`,
    );
    expect(page).toContain(`<h3>${ODD_NAMES.unicode}</h3>`);
    expect(page).not.toContain(`<h3>${ODD_NAMES.long}</h3>`);
    const addresses = [...page.matchAll(/(?:src|href|url)\s*[=(]\s*"?([^\s")]+)/g)].map(
      ([, address]) => address,
    );
    expect(addresses.every((address) => address?.startsWith("#"))).toBe(true);
    expect(page.replaceAll("http://www.w3.org/2000/svg", "")).not.toContain("http");
  });

  it("of 200 columns takes less than two megabytes, and of thousands shows the first 500", () => {
    const column = (place: number) =>
      Array.from({ length: 300 }, (_, row) => ((row * (7919 + 2 * place)) % 997) / (1 + (row % 7)));
    const columnsOf = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, place) => [`measurement ${place}`, column(place)]),
      );
    const page = pageOf(columnsOf(200), { target: "measurement 7" });
    expect(page.match(/<li id="column-/g)).toHaveLength(200);
    expect(page.length).toBeLessThan(2e6);
    const large = pageOf(columnsOf(700));
    expect(large.match(/<li id="column-/g)).toHaveLength(500);
    expect(large).toContain("And 200 more columns, which the JSON document of describe has, too.");
  });
});
