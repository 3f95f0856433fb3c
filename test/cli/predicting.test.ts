import { spawn } from "node:child_process";
import { gzipSync } from "fflate";
import { beforeEach, describe, expect, inject, it } from "vitest";
import { fitPreparation } from "../../src/data/preparation/fit-preparation.ts";
import { prepareDataset } from "../../src/data/preparation/prepare-dataset.ts";
import { toTable } from "../../src/data/table/to-table.ts";
import { Model } from "../../src/model/model.ts";
import { saveModel } from "../../src/model/model-file.ts";
import { useCliFolder } from "../support/cli.ts";

const { run, runWith, write, read, list, path } = useCliFolder();

const spec = { hiddenLayers: [], activation: "relu", normalization: "none", head: "binary" } as const;
const labels = { featureNames: ["a", "b"], targetName: "kind", classNames: ["small", 'big "one"'] };
/** p = 1/(1 + e^(b − a)). */
const plain = new Model({ ...spec, inputs: 2, outputs: 1 }, Float64Array.of(1, -1, 0), labels);

const houses = toTable({
  area: ["50", "80", "60", "120"],
  town: ["Ulm", "Trier", "Ulm", "Trier"],
  price: ["100", "180", "150", "310"],
});
const preparation = fitPreparation(houses, undefined, { target: "price", columns: { town: "category" } });
const prepared = Model.fromTraining(
  { ...spec, inputs: 3, outputs: 1, head: "regression" },
  Float64Array.of(1, 10, 20, 5),
  prepareDataset(preparation, houses).dataset,
);

beforeEach(async () => {
  await saveModel(plain, path("m.wellfit"));
  await saveModel(prepared, path("houses.wellfit"));
});

describe("wellfit predict", () => {
  it("keeps the text of a CSV file as it is, and adds columns behind its own", async () => {
    const text = '\ufeffid;b;"class";a\r\n007;1; "x;""y""";1\r\n\r\n8;-0;"two\r\nlines";1e3';
    await write("new.csv", text);
    const { code, stdout, stderr } = await run("predict", "m.wellfit", "new.csv");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(
      '\ufeffid;b;"class";a;"probability of big ""one""";class (2)\r\n' +
        '007;1; "x;""y""";1;0.5;small\r\n8;-0;"two\r\nlines";1e3;1;"big ""one"""\r\n',
    );
    const alone = await run("predict", "m.wellfit", "new.csv", "--only-predictions");
    expect(alone.stdout).toBe('\ufeff"probability of big ""one""";class\r\n0.5;small\r\n1;"big ""one"""\r\n');
  });

  it("names the columns of a file that does not, and takes tables of other formats, too", async () => {
    await write("bare.tsv", "1\t2\n3\t3\n");
    const added = '"probability of big ""one"""';
    expect((await run("predict", "m.wellfit", "bare.tsv")).stdout).toBe(
      `x1\tx2\t${added}\tclass\n1\t2\t0.2689414213699951\tsmall\n3\t3\t0.5\tsmall\n`,
    );
    const rows = [
      { a: 2, b: 2, note: " x, y ", list: [1] },
      { a: 9000, b: 1, note: null, list: [2] },
    ];
    await write("rows.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"));
    const { stdout, stderr } = await run("predict", "m.wellfit", "rows.jsonl");
    expect(stdout).toBe(`a,b,note,${added},class\n2,2,"x, y",0.5,small\n9000,1,,1,"big ""one"""\n`);
    expect(stderr).toBe("wellfit: Left out, since no cell holds lists or objects: list.\n");
  });

  it("gives the same of a file, packed, on standard input and into a file", async () => {
    const lines = Array.from({ length: 20_000 }, (_, row) => `${row / 7},${(row * row) % 11}`);
    const bytes = new TextEncoder().encode(["a,b", ...lines].join("\n"));
    await write("new.csv", bytes);
    await write("new.csv.gz", gzipSync(bytes));
    const { stdout } = await run("predict", "m.wellfit", "new.csv");
    const rows = lines.map((line) => line.split(",").map(Number));
    const expected = Array.from(plain.predict(rows), (p, row) => {
      const name = p > 0.5 ? '"big ""one"""' : "small";
      return `${lines[row]},${p},${name}\n`;
    });
    expect(stdout).toBe(`a,b,"probability of big ""one""",class\n${expected.join("")}`);
    expect((await run("predict", "m.wellfit", "new.csv.gz")).stdout).toBe(stdout);
    expect((await runWith({ stdin: gzipSync(bytes) }, "predict", "m.wellfit", "-")).stdout).toBe(stdout);
    const written = await run("predict", "m.wellfit", "new.csv", "-o", "made/out.csv");
    expect(written).toEqual({ code: 0, stderr: "", stdout: "predictions: made/out.csv\n" });
    expect(await read("made/out.csv")).toBe(stdout);
  });

  it("takes raw rows where the model has a preparation, and tells what training had nothing like", async () => {
    const lines = Array.from({ length: 9000 }, () => "Ulm,50,1");
    lines[5] = "Rom,60,1";
    lines[8000] = "Rom,many,1";
    lines[8999] = "Trier,,1";
    await write("new.csv", ["town,area,rooms", ...lines].join("\n"));
    const { code, stdout, stderr } = await run("predict", "houses.wellfit", "new.csv");
    expect(code).toBe(0);
    expect(stderr).toBe(
      'wellfit: column "area": 1 cell cannot be read and counts as missing, at new.csv:8002:2.\n' +
        'wellfit: column "town": 2 cells hold categories that training did not have, first at new.csv:7:1.\n' +
        'wellfit: column "area": 1 cell is empty and was filled in, which training had none of, at new.csv:9001:2.\n',
    );
    const [header, first] = stdout.split("\n");
    expect(header).toBe("town,area,rooms,predicted price");
    const [expected] = prepared.predictColumns(
      prepareDataset(preparation, houses, [0]).dataset.features.map(({ values }) => values),
    );
    expect(first).toBe(`Ulm,50,1,${expected}`);
  });

  it("says the line of a late error: what was printed stays, a file is not begun", async () => {
    const lines = Array.from({ length: 200_000 }, (_, row) => (row === 190_000 ? "1,x" : `${row},${row}`));
    await write("new.csv", ["a,b", ...lines].join("\n"));
    const { code, stdout, stderr } = await run("predict", "m.wellfit", "new.csv");
    const message = 'wellfit: new.csv:190002:2: expected a number in column "b", got "x".\n';
    expect([code, stderr]).toEqual([1, message]);
    expect(stdout).toMatch(/^a,b,[^\n]*\n0,0,0\.5,small\n1,1,0\.5,small\n(\d+,\d+,0\.5,small\n)+$/);
    const written = await run("predict", "m.wellfit", "new.csv", "-o", "out.csv");
    expect([written.code, written.stderr]).toEqual([1, message]);
    expect(await list()).toEqual(["houses.wellfit", "m.wellfit", "new.csv"]);
  });

  it("ends without a word when its reader has enough", async () => {
    await write("new.csv", `a,b\n${"1,2\n".repeat(300_000)}`);
    const args = [inject("binary"), "predict", path("m.wellfit"), path("new.csv")];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect([code, stderr]).toEqual([0, ""]);
  });

  it("reads a text in any encoding, also one that it is told, and writes UTF-8", async () => {
    const text = "a,größe,b\n1,ä,2\n";
    const latin1 = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    await write("new.csv", latin1);
    const found = await run("predict", "m.wellfit", "new.csv");
    expect(found.stdout).toMatch(/^a,größe,b,.*\n1,ä,2,0\.2689414213699951,small\n$/);
    expect(found.stderr).toBe("wellfit: new.csv is in Latin-1, and what was written is in UTF-8.\n");
    const told = await run("predict", "m.wellfit", "new.csv", "--encoding", "latin1");
    expect(told).toEqual(found);
    expect(await run("predict", "m.wellfit", "new.csv", "--encoding", "utf-8")).toMatchObject({
      code: 1,
      stderr: "wellfit: new.csv: expected text in UTF-8, got other bytes. Save it as CSV in UTF-8.\n",
    });
  });

  it("refuses a file that lacks a column, and to write over what it reads", async () => {
    await write("new.csv", "a,c\n1,2\n");
    expect(await run("predict", "m.wellfit", "new.csv")).toEqual({
      code: 1,
      stdout: "",
      stderr: 'wellfit: new.csv: expected a column "b", got only a, c.\n',
    });
    expect(await run("predict", "m.wellfit", "new.csv", "-o", "new.csv")).toMatchObject({
      code: 2,
      stderr: 'wellfit: --output: expected another file than new.csv, which is read, got "new.csv".\n',
    });
  });
});
