import { describe, expect, it } from "vitest";
import { describeTable, readTable } from "../../src/index.ts";
import { useCliFolder } from "../support/cli.ts";

const { run, write } = useCliFolder();

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

  it("refuses a flag that does nothing for the file", async () => {
    await write("people.json", '[{ "a": 1, "b": 2 }, { "a": 2, "b": 1 }]');
    const { code, stderr } = await run("describe", "people.json", "--header", "yes");
    expect(code).toBe(2);
    expect(stderr).toContain("--header");
  });
});
