import { describe, expect, it } from "vitest";
import { describeTable, readTable, toTable } from "../../src/index.ts";
import { useCliFolder } from "../support/cli.ts";
import { messyPassengers, toCsv } from "../support/messy-table.ts";

const { read, run, write } = useCliFolder();

const header = "id,age,sex,ship,alive,survived";
const lines = Array.from({ length: 40 }, (_, i) => {
  const survived = i % 3 === 0;
  const age = i % 10 === 0 ? "" : ((i * 7) % 60) + 0.5;
  return `${i + 1},${age},${i % 4 < 2 ? "male" : "female"},Titanic,${survived ? "yes" : "no"},${survived ? 1 : 0}`;
});
const csv = `${[header, ...lines].join("\n")}\n`;

describe("wellfit describe", () => {
  it("tells of the file, its target, its columns, what is left out and what to look at", async () => {
    await write("people.csv", csv);
    const { code, stdout, stderr } = await run("describe", "people.csv", "--target", "survived");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(
      `people.csv: 40 rows, 6 columns, CSV (comma, UTF-8)

Target survived
class	rows	share
0	26	65.0 %
1	14	35.0 %

Columns
column	type	missing	different	with target	values
id	number		40		1 to 40, median 20.5
age	number	10.0 %	36	η 0.13	2.5 to 59.5, median 30
sex	category		2	V 0.00	female (20), male (20)
ship	category		1		Titanic (40)
alive	boolean		2	η 1.00	no (26), yes (14)
survived	boolean		2	target	0 (26), 1 (14)

η: correlation ratio; V: Cramér's V

Left out
  id: whole numbers, another in every row: names rows, measures nothing
  ship: the same value in every row

Look at this first
  alive alone predicts survived: is it known before survived is?

3 columns become 5 features to predict survived from.
`,
    );
  });

  it("--json prints what the library's describeTable returns", async () => {
    await write("people.csv", csv);
    const flags = ["--column", "id:drop", "--column", "sex:category", "--target", "age", "--json"];
    const { stdout } = await run("describe", "people.csv", ...flags);
    const table = await readTable(new TextEncoder().encode(csv), { name: "people.csv" });
    const described = describeTable(table, { target: "age", columns: { id: "drop", sex: "category" } });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(described)));
  });

  it("takes what columns hold from a file, and flags before it", async () => {
    await write("people.csv", csv);
    await write("people.json", '{ "target": "age", "columns": { "id": "number", "ship": "category" } }');
    const flags = ["--description", "people.json", "--column", "ship:drop"];
    const { stdout } = await run("describe", "people.csv", ...flags);
    expect(stdout).toContain("Target age\nleast\tlower quartile\t");
    expect(stdout).toContain("Left out\n  ship: left out on request\n");
    expect(stdout).toContain("id is kept as a feature, though it names rows");
  });

  it("shows the control characters of a file as their codes", async () => {
    await write("odd.csv", "a\u001b[31m,b\n1,x\u0007z\n2,y\n");
    const { stdout } = await run("describe", "odd.csv");
    expect(stdout).toContain("a\\x1b[31m\tnumber");
    expect(stdout).toContain("x\\x07z");
  });

  it.each([
    [["--column", "age:integer"], 2, "--column: expected a column and its type, such as age:number"],
    [["--column", "age"], 2, "--column: expected a column and its type, such as age:number"],
    [["--column", "agee:number"], 1, 'people.csv: expected a column "agee", got only id, age'],
    [["--target", "dead"], 1, 'people.csv: expected a column "dead"'],
    [["--description", "none.json"], 1, "none.json: expected a file that can be read"],
    [["--header", "maybe"], 2, "--header: expected one of auto, yes, no"],
  ])("refuses %j in one line", async (flags, wanted, message) => {
    await write("people.csv", csv);
    const { code, stdout, stderr } = await run("describe", "people.csv", ...flags);
    expect([code, stdout]).toEqual([wanted, ""]);
    expect(stderr).toMatch(/^wellfit: [^\n]*\n$/);
    expect(stderr).toContain(message);
  });

  it("--out writes the page, with the command line that makes it again, and says where it is", async () => {
    await write("people.csv", csv);
    const flags = ["--target", "survived", "--column", "sex:category"];
    const { code, stdout } = await run("describe", "people.csv", ...flags, "--out", "about");
    expect(code).toBe(0);
    expect(
      stdout.endsWith("\nreport: about/description.html, and beside it 3 pictures as SVG and PNG\n"),
    ).toBe(true);
    const page = await read("about/description.html");
    expect(page).toContain(`<code>npx wellfit describe people.csv ${flags.join(" ")} --out about</code>`);
    expect(page).toContain("alive alone predicts survived: is it known before survived is?");
    const json = await run("describe", "people.csv", ...flags, "--out", "again", "--json");
    expect(JSON.parse(json.stdout)).toMatchObject({ rows: 40 });
    expect(await read("again/description.html")).toBe(page.replace("--out about", "--out again"));
  });

  it("tells of a table as people keep them what a program is told of the same values", async () => {
    const passengers = messyPassengers();
    await write("list.csv", toCsv(passengers));
    const { stdout } = await run("describe", "list.csv", "--target", "survived", "--json");
    const { columns, related, completeRows } = describeTable(toTable(passengers), { target: "survived" });
    const expected: unknown = JSON.parse(JSON.stringify({ columns, related, completeRows }));
    expect(JSON.parse(stdout)).toMatchObject(expected as object);
  });

  it("refuses flags that contradict each other, and does not replace what it reads", async () => {
    await write("people.csv", csv);
    await write("people.json", '{ "target": "age" }');
    for (const [flags, message] of [
      [
        ["none.csv", "--out", "people.csv"],
        "people.csv: expected a place that can be written, got a file where a folder is needed",
      ],
      [
        ["people.csv", "--out", "people.csv"],
        "--out: expected another folder than people.csv, which is read",
      ],
      [["people.csv", "--description", "people.json", "--out", "people.json"], "people.json, which is read"],
      [["people.csv", "--out", "--json"], "--out: expected the name of a folder"],
      [
        ["people.csv", "--target", "age", "--column", "age:drop"],
        'column "age": expected numbers or classes as the target, got one that is left out.',
      ],
    ] as const) {
      const { stdout, stderr } = await run("describe", ...flags);
      expect(stdout).toBe("");
      expect(stderr).toContain(message);
    }
    expect(await read("people.csv")).toBe(csv);
  });

  it("names features that say much the same, the closest first", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i * i, 3 * i * i + (i % 2), i, (i * 7) % 11]);
    await write(
      "pairs.csv",
      `a,b,c,d\n${rows.map((row) => row.map((cell) => cell + 0.5).join(",")).join("\n")}\n`,
    );
    const { stdout } = await run("describe", "pairs.csv");
    expect(stdout).toContain(
      "\nFeatures that say much the same\n  a and b: r 1.00\n  b and c: r 0.97\n  a and c: r 0.97\n",
    );
  });

  it("describes the data sets that wellfit brings, by their own target", async () => {
    const football = await run("describe", "football");
    expect(football.stdout).toContain(
      "football: 411 rows, 3 columns, a data set of wellfit's own\n\nTarget y\n",
    );
    const blobs = await run("describe", "blobs", "--examples", "30", "--classes", "3", "--json");
    expect(JSON.parse(blobs.stdout)).toMatchObject({
      rows: 30,
      target: { task: "category", classes: [{}, {}, {}] },
    });
    const other = await run("describe", "moons", "--target", "x1", "--json");
    expect(JSON.parse(other.stdout)).toMatchObject({ target: { name: "x1", task: "number" } });
  });

  it.each([
    [["footbal"], 1, "footbal: expected a data file, - for standard input, or one of football"],
    [
      ["football", "--noise", "1"],
      2,
      "--noise: expected moons, circles, spirals or xor beside it, got football",
    ],
    [["football", "--header", "yes"], 2, "--header: expected a CSV file beside it, got football"],
  ])("refuses %j", async (flags, wanted, message) => {
    const { code, stderr } = await run("describe", ...flags);
    expect(code).toBe(wanted);
    expect(stderr).toContain(message);
  });

  it("refuses a flag that does nothing for the file", async () => {
    await write("people.json", '[{ "a": 1, "b": 2 }, { "a": 2, "b": 1 }]');
    const { code, stderr } = await run("describe", "people.json", "--header", "yes");
    expect(code).toBe(2);
    expect(stderr).toContain("--header");
  });
});
