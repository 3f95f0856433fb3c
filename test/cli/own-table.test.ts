import { beforeEach, describe, expect, it } from "vitest";
import { useCliFolder } from "../support/cli.ts";

const { run, write, read } = useCliFolder();

/** A table such as people have: gaps, words, dates, an identifier, a constant, and rows without a target. */
const header = "id,age,sex,deck,boarded,ship,fare,survived";
const people = Array.from({ length: 120 }, (_, i) => {
  const [age, fare] = [i % 8 === 3 ? "" : 1.5 + ((i * 37) % 71), 5.25 + ((i * i) % 43)];
  const deck = ["upper", "lower", "lower", "?"][(i * 5) % 4] as string;
  const sex = i % 2 === 0 ? "female" : "male";
  const boarded = `1912-04-${10 + ((i * 3) % 19)}`;
  const survived = i % 40 === 39 ? "" : (i * 7) % 10 < (sex === "female" ? 8 : 2) ? "yes" : "no";
  return [7000 + i, age, sex, deck, boarded, "Example", fare, survived];
});
const csvOf = (rows: readonly (readonly unknown[])[]): string =>
  [header, ...rows.map((row) => row.join(","))].join("\n");

beforeEach(() => write("people.csv", csvOf(people)));

const SHORT = ["--iterations", "200", "--optimizer", "adam", "--learning-rate", "0.02"];

describe("a messy table", () => {
  it("is trained on by one command, which tells what became of it", async () => {
    const { code, stdout, stderr } = await run(
      "train",
      "people.csv",
      ...SHORT,
      "-o",
      "m.wellfit",
      "--out",
      "report",
    );
    expect([code, stderr]).toEqual([0, ""]);
    const [parts, columns, target, leftOut] = stdout.split("\n");
    expect(parts).toMatch(
      /^people\.csv: 71 training, 23 development and 23 test examples, 9 features, hash \w+, /,
    );
    expect(columns).toBe(
      "5 columns become 9 features: 2 of numbers, 2 of categories, 1 of dates; left out: id (identifier), ship (constant)",
    );
    expect(target).toBe("to predict: survived, one of no, yes");
    expect(leftOut).toBe("3 rows left out: no value of the target, or a class that no training row has");
    const page = await read("report/report.html");
    expect(page).toContain("<caption>What became of the columns</caption>");
    for (const text of [
      "left out: the same value in every row",
      "x in days since 1912-04-10",
      "3 rows left out",
    ]) {
      expect(page).toContain(text);
    }
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    const inspected = await run("inspect", "m.wellfit");
    expect(inspected.stdout).toContain(`preparation: ${columns}\n`);
    expect(inspected.stdout).toMatch(/\nage\tnumbers\t\(x − [\d.]+\) \/ [\d.]+\t[\d.]+, marked\n/);
    expect(JSON.parse((await run("inspect", "m.wellfit", "--json")).stdout).preparation.columns).toHaveLength(
      5,
    );
  });

  it("is told in documents, and repeated by the command line of the report", async () => {
    const flags = [
      "--column",
      "deck:drop",
      "--column",
      "id:number",
      "--scaling",
      "robust",
      "--imputation",
      "mean",
    ];
    const { stdout } = await run("train", "people.csv", ...SHORT, ...flags, "--out", "report", "--json");
    const { dataset } = JSON.parse(stdout);
    expect(dataset.reading).toMatchObject({ leftOut: { target: 3, group: 0, time: 0 } });
    expect(dataset.reading.leaks).toMatchObject([{ kind: "identifier as feature", column: "id" }]);
    expect(dataset.preparation.dropped).toMatchObject([
      { name: "deck", finding: "left out" },
      { name: "ship", finding: "constant" },
    ]);
    expect(await read("report/report.html")).toContain(
      "npx wellfit train people.csv --optimizer adam --learning-rate 0.02 --iterations 200 --column deck:drop " +
        "--column id:number --scaling robust --imputation mean",
    );
  });

  it("may be described by a file", async () => {
    await write("people.json", JSON.stringify({ target: "fare", columns: { survived: "drop" } }));
    const { stdout } = await run("train", "people.csv", ...SHORT, "--description", "people.json");
    expect(stdout).toContain("survived (on request)");
    expect(stdout).toMatch(/\nto predict: fare, a number; trained on as \(x − [\d.]+\) \/ [\d.]+\n/);
    expect(await run("train", "people.csv", "--description", "people.json", "-o", "people.json")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        'wellfit: --output: expected another file than people.json, which is read, got "people.json".\n',
    });
    expect((await run("train", "moons", "--description", "people.json")).stderr).toBe(
      "wellfit: --description: expected a file with a table beside it, got moons. Leave --description out.\n",
    );
  });

  it("is divided by a column, by groups or by time", async () => {
    const divided = await run("train", "people.csv", ...SHORT, "--time-column", "boarded");
    expect(divided.stdout).toContain("boarded (orders rows)");
    const grouped = await run(
      "train",
      "people.csv",
      ...SHORT,
      "--group-column",
      "boarded",
      "--development-share",
      "0",
    );
    expect(grouped.stdout).toContain("boarded (groups rows)");
    const both = await run("train", "people.csv", "--split-column", "sex", "--time-column", "boarded");
    expect(both.stderr).toContain("--split-column and --time-column: expected one of the two, got both.");
  });
});

describe("numbers to predict", () => {
  it("are scaled for training, and told in the units of their column", async () => {
    const args = ["train", "people.csv", "--target", "fare", ...SHORT, "--json"];
    const { rmse, dataCost, dataset } = JSON.parse((await run(...args)).stdout);
    const { spread } = dataset.preparation.target;
    expect(spread).toBeGreaterThan(5);
    expect(rmse.training).toBeCloseTo(Math.sqrt(dataCost.training) * spread, 9);
    const plain = JSON.parse((await run(...args, "--scale-target", "false")).stdout);
    expect(plain.dataset.preparation.target).toMatchObject({ center: 0, spread: 1 });
    expect(plain.rmse.training).toBeCloseTo(Math.sqrt(plain.dataCost.training), 9);
  });

  it("are compared in these units, whoever trains them", async () => {
    const flags = ["--target", "fare", ...SHORT, "--seeds", "2", "--json"];
    const alone = JSON.parse((await run("compare", "people.csv", ...flags, "--workers", "1")).stdout);
    const together = JSON.parse((await run("compare", "people.csv", ...flags, "--workers", "2")).stdout);
    expect(alone.variants[0].runs[0].rmse.test).toBeGreaterThan(4);
    expect(together.variants).toEqual(alone.variants);
    expect(together.intervals).toEqual(alone.intervals);
  });

  it("are counts for loss poisson, and then stay as they are", async () => {
    const rows = people.map((row, i) => [...row.slice(0, 6), 0.5 + (i % 5), i % 6]);
    await write("counts.csv", csvOf(rows));
    const { stdout, stderr } = await run("train", "counts.csv", ...SHORT, "--loss", "poisson");
    expect(stderr).toBe("");
    expect(stdout).toContain("\nto predict: survived, a number\n");
    const scaled = await run("train", "counts.csv", ...SHORT, "--loss", "poisson", "--scale-target", "true");
    expect(scaled.stderr).toMatch(
      /counts of at least 0 in "survived" for loss poisson, got -.* They were scaled: read them with scaleTarget false \(--scale-target false\)\.\n$/,
    );
  });
});

describe("pictures of two columns", () => {
  it("are drawn in their units, in cross-validation and of a saved model, too", async () => {
    const two = people.map(([, age, , , , , fare, survived]) => [age || 30, fare, survived].join(","));
    await write("two.csv", ["age,fare,survived", ...two].join("\n"));
    const { code, stderr } = await run("compare", "two.csv", ...SHORT, "--folds", "3");
    expect([code, stderr]).toEqual([0, ""]);
    const svg = await read("wellfit-report/boundaries.svg");
    for (const tick of ["20", "40", "60"]) expect(svg).toContain(`>${tick}</text>`);
    await run("train", "two.csv", ...SHORT, "-o", "m.wellfit");
    const plotted = await run("plot", "m.wellfit", "two.csv", "-o", "b.svg");
    expect(plotted.stdout).toBe(
      "3 rows left out: no value of the target, or a class that no training row has\npicture: b.svg\n",
    );
    expect(await read("b.svg")).toContain(">60</text>");
  });
});
