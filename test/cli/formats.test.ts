import { gzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { useCliFolder } from "../support/cli.ts";
import { writeMat } from "../support/write-mat.ts";

const { run, runWith, write } = useCliFolder();

const rows = Array.from({ length: 40 }, (_, i) => [i + 0.5, (i * 7) % 11, i % 2] as const);
const csv = ["age,größe,art", ...rows.map(([a, b, kind]) => `${a},${b},${kind}`)].join("\n");
const lines = rows.map(([a, b, kind]) => JSON.stringify({ age: a, größe: b, art: kind })).join("\n");
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1Of = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const matrix = (...columns: number[]) => ({
  dimensions: [rows.length, columns.length],
  values: columns.flatMap((column) => rows.map((row) => row[column] as number)),
});
const mat = writeMat([
  { name: "X", ...matrix(0, 1) },
  { name: "y", ...matrix(2) },
]);

describe("a data file of any format", () => {
  it.each([
    ["data.csv", bytesOf(csv), "CSV (comma, UTF-8)"],
    ["latin.csv", latin1Of(csv), "CSV (comma, Latin-1)"],
    ["packed.csv.gz", gzipSync(bytesOf(csv)), "CSV (comma, UTF-8), packed with gzip"],
    ["lines.jsonl", bytesOf(lines), "JSON Lines (UTF-8)"],
    ["without-ending", bytesOf(`[${lines.replaceAll("\n", ",")}]`), "JSON (UTF-8)"],
    ["mat.csv", mat, "MATLAB, whatever its name says of CSV"],
    ["text.parquet", bytesOf(csv), "CSV (comma, UTF-8), whatever its name says of Parquet"],
  ])("%s is read as what it is, and the line on the data says so", async (name, bytes, origin) => {
    await write(name, bytes);
    const { code, stderr, stdout } = await run("train", name, "--iterations", "20");
    expect([code, stderr]).toEqual([0, ""]);
    const [line] = stdout.split("\n");
    expect(line).toMatch(
      /^[\w.-]+: 24 training, 8 development and 8 test examples, 2 features, hash \w+, read as /,
    );
    expect(line?.split(", read as ")[1]).toBe(origin);
  });

  it("can come on standard input, to train and to predict", async () => {
    await write("data.csv", csv);
    const flags = ["--iterations", "20", "--target", "art", "-o"];
    const file = await run("train", "data.csv", ...flags, "file.json");
    const piped = await runWith({ stdin: gzipSync(bytesOf(lines)) }, "train", "-", ...flags, "piped.json");
    expect([piped.code, piped.stderr]).toEqual([0, ""]);
    const fingerprintOf = (stdout: string) => /fingerprint: (\w+)/.exec(stdout)?.[1];
    expect(fingerprintOf(piped.stdout)).toMatch(/^\w{16}$/);
    expect(fingerprintOf(piped.stdout)).toBe(fingerprintOf(file.stdout));
    const predicted = await run("predict", "file.json", "data.csv");
    const both = await runWith({ stdin: bytesOf(lines) }, "predict", "piped.json", "-");
    expect([both.code, both.stderr, both.stdout]).toEqual([0, "", predicted.stdout]);
  });

  it("is not unpacked beyond a limit, which can be raised", async () => {
    await write("data.csv.gz", gzipSync(bytesOf(csv)));
    const { code, stderr } = await run("train", "data.csv.gz", "--max-unpacked", "100");
    expect(stderr).toBe(
      "wellfit: data.csv.gz: expected at most 100 bytes when it is unpacked, got more. " +
        "If you trust the file, allow more: maxUnpacked (--max-unpacked).\n",
    );
    expect(code).toBe(1);
  });
});
