import { truncate } from "node:fs/promises";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { useCliFolder } from "../support/cli.ts";
import { writeMat } from "../support/write-mat.ts";

const { path, run, write, list } = useCliFolder();

describe("bad input gets one clear line and leaves nothing behind", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, i) => `${i},${i % 2}`).join("\n");
  const good = writeMat(
    [
      { name: "X", dimensions: [4, 1], values: [1, 2, 3, 4] },
      { name: "y", dimensions: [4, 1], values: [0, 1, 0, 1] },
    ],
    { isCompressed: true },
  );
  const divided = writeMat(
    ["X", "y", "Xval", "yval"].map((name) => ({ name, dimensions: [4, 1], values: [0, 1, 0, 1] })),
  );
  const flipped = good.slice();
  flipped[160] = (flipped[160] as number) ^ 8;
  const files: Record<string, string | Uint8Array> = {
    "empty.csv": "",
    "empty.mat": "",
    "cut.mat": good.subarray(0, good.length - 20),
    "flipped.mat": flipped,
    "text.mat": "a,y\n1,0\n2,1\n",
    "zip.csv": zipSync({ "a.xml": new Uint8Array(3) }),
    "ragged.csv": "a,b,y\n1,2,0\n3,1\n",
    "one-class.csv": "a,y\n1,0\n2,0\n3,0\n4,0\n5,0\n",
    "nan.csv": "a,y\n1,0\nNaN,1\n",
    "text.csv": "a,y\n1,0\nabc,1\n",
    "many.csv": "a,y\n1,0\n2,1\n3,2\n4,0\n5,1\n6,2\n7,0\n8,1\n9,2\n",
    "escape.csv": "a\u001b[31m\u009b,a\u001b[31m\u009b,y\n1,2,0\n",
    file: "x",
    "good.mat": good,
    "divided.mat": divided,
    "weights.csv": "a,w,y\n1,-1,0\n2,1,1\n",
    "labels.csv": `a,y\n${rows(20).replaceAll(",1", ",u;v")}`,
    "numbers.csv": `a,y\n${rows(20).replaceAll(",1", ",-1.5")}`,
    "one-column.csv": "y\n0\n1\n0\n",
    "wide.csv": `a,b,c,y\n${rows(20).replaceAll(",", ",1,2,")}`,
    "good.csv": `a,y\n${rows(20)}`,
  };

  it.each<[number, string[], string]>([
    [2, ["train", "moons", "--threads", "0"], "--threads: expected a whole number from 1 to 1024, got 0."],
    [
      1,
      ["compare", "missing.csv"],
      "missing.csv: expected a file that can be read, got no such file or folder.",
    ],
    [
      1,
      ["compare", "footbal"],
      'footbal: expected a data file, - for standard input, or one of football, moons, circles, blobs, spirals, xor, got no such file. Did you mean "football"?',
    ],
    [
      1,
      ["train", "text.mat"],
      "got 12 bytes of something else. It looks like text: let its name end in .csv.",
    ],
    [
      1,
      ["train", "zip.csv"],
      "zip.csv: expected arrays of NumPy, got a zip file of something else. A workbook",
    ],
    [1, ["compare", "empty.csv"], "empty.csv: expected data, got an empty file."],
    [1, ["compare", "empty.mat"], "empty.mat: expected data, got an empty file."],
    [1, ["compare", "cut.mat"], "cut.mat, byte 196: expected "],
    [1, ["compare", "flipped.mat"], "flipped.mat, byte 136: expected "],
    [1, ["compare", "ragged.csv"], "ragged.csv:3:3: expected 3 cells as in the first line, got 2."],
    [
      1,
      ["compare", "one-class.csv"],
      'expected examples of at least two classes in "y", got only ["0"]. A classifier needs examples of both.',
    ],
    [
      1,
      ["compare", "nan.csv", "--weight-column", "a"],
      'nan.csv:3:1: expected a number in column "a", got "NaN".',
    ],
    [
      1,
      ["compare", "text.csv", "--target", "a", "--target-type", "number"],
      'text.csv:3:1: expected a number in column "a", got "abc".',
    ],
    [
      1,
      ["compare", "good.csv", "--out", "file/report"],
      "file/report: expected a place that can be written, got a file where a folder is needed.",
    ],
    [
      1,
      ["train", "good.csv", "--iterations", "1", "-o", "file/m.json"],
      "file/m.json: expected a place that can be written, got a file where a folder is needed.",
    ],
    [
      1,
      ["predict", "good.csv", "good.csv"],
      "good.csv: expected a model of wellfit, a .wellfit file or its JSON, got a file that begins with ",
    ],
    [
      2,
      ["train", "--lambda", "-1"],
      "--lambda: expected a finite number of at least 0, or a list of such, one for each layer, got -1. 0 turns the penalty off.",
    ],
    [
      2,
      ["train", "moons", "--batch-size", "5000"],
      '--batch-size: expected at most 240, as many as data set "moons (training)" has examples to train on, got 5 000.',
    ],
    [
      2,
      ["train", "football", "--patience", "3"],
      "--patience: expected development data beside it, got none.",
    ],
    [
      2,
      ["train", "moons", "--hidden", "", "--keep-prob", "0.5"],
      "--keep-prob: expected hidden layers beside it, got 0.5 without. Give --hidden, or leave --keep-prob out: --input-keep-prob acts on the features.",
    ],
    [
      2,
      ["compare", "moons", "--dropout-kind", "alpha", "--dropout", "0"],
      "--dropout-kind: expected --keep-prob or --input-keep-prob below 1 beside it, got alpha without.",
    ],
    [
      2,
      ["train", "moons", "--class-weights", "1,2,3"],
      '--class-weights: expected 2 numbers, one for each of ["0", "1"], got 3.',
    ],
    [2, ["explain", "moons", "--batch-size", "5000"], "--batch-size: expected at most 240, as many as"],
    [2, ["compare", "moons", "--batch-size", "5000"], "--batch-size: expected at most 240, as many as"],
    [
      2,
      ["compare", "moons", "--variant", "a:batch-size=5000"],
      "--variant a:batch-size=5000: batch-size: expected at most 240, as many as",
    ],
    [
      2,
      ["compare", "moons", "--optimizer", "lbfgs"],
      "--keep-prob: expected none beside --optimizer lbfgs, which needs the same cost in every evaluation, got 0.86. Take --mask frozen,",
    ],
    [
      2,
      ["train", "moons", "--optimizer", "lbfgs", "--batch-size", "5"],
      "--batch-size: expected none beside --optimizer lbfgs,",
    ],
    [
      2,
      ["train", "moons", "--constraint", "max-norm", "--constraint-limit", "0"],
      "--constraint-limit: expected a finite number greater than 0, got 0. A limit of 0 would leave no weights.",
    ],
    [
      2,
      ["train", "moons", "--keep-prob", "0.5,0.5,0.5"],
      "--keep-prob: expected one value, or one for each of 2 hidden layers, got 3 values. It acts on hidden units: the output layer takes none.",
    ],
    [
      1,
      ["train", "weights.csv", "--weight-column", "w"],
      'weights.csv:2:2: expected a weight of at least 0 in column "w", got "-1".',
    ],
    [
      2,
      ["train", "labels.csv", "--target-type", "labels", "--class-weights", "1,2"],
      "--class-weights: expected a target of classes beside it, one for each example, got none in data set",
    ],
    [
      1,
      ["train", "numbers.csv", "--target-type", "number", "--loss", "poisson"],
      "Take loss squared or huber for numbers that may be below 0.",
    ],
    [
      2,
      ["train", "numbers.csv", "--target-type", "number", "--label-smoothing", "0.1"],
      '--label-smoothing: expected 0 for numbers in "y", got 0.1.',
    ],
    [
      2,
      ["check-gradients", "moons", "--batch-size", "5000"],
      "--batch-size: expected at most 240, as many as",
    ],
    [2, ["train", "moons", "--loss", "squared"], "--loss: expected cross-entropy for classes"],
    [
      2,
      ["compare", "--lambda", "x"],
      '--lambda: expected a finite number of at least 0, or a list of such, one for each layer, got "x".',
    ],
    [
      2,
      ["train", "--keep-prob", "0"],
      "--keep-prob: expected a number greater than 0 and at most 1, or a list of such, one for each layer, got 0.",
    ],
    [
      2,
      ["train", "--lambda", "0x10"],
      '--lambda: expected a finite number of at least 0, or a list of such, one for each layer, got "0x10".',
    ],
    [
      2,
      ["train", "--lambda", "1e400"],
      '--lambda: expected a finite number of at least 0, or a list of such, one for each layer, got "1e400".',
    ],
    [2, ["train", "--hidden", "0b11,0x10"], 'got ["0b11", "0x10"].'],
    [
      2,
      ["train", "--keep-prob", "1.5"],
      "--keep-prob: expected a number greater than 0 and at most 1, or a list of such, one for each layer, got 1.5.",
    ],
    [
      2,
      ["train", "--hidden", "20,0"],
      "--hidden: expected a list of at most 32 numbers, each a whole number from 1 to 4096, got [20, 0]. An empty list makes a network without hidden layers.",
    ],
    [
      2,
      ["train", "--mask", "stream"],
      '--mask: expected --rng "numpy" beside --mask "stream", got --rng "counter".',
    ],
    [2, ["train", "--rng", "nunpy"], '--rng: expected one of counter, numpy, got "nunpy".'],
    [
      2,
      ["train", "--lamda", "1"],
      "wellfit: unknown option '--lamda'. Did you mean --lambda? --help tells more.",
    ],
    [2, ["compair"], "wellfit: unknown command 'compair'. Did you mean compare? --help tells more."],
    [
      2,
      ["train", "football", "moons"],
      "wellfit: too many arguments for 'train'. Expected 1 argument but got 2: football, moons. --help tells more.",
    ],
    [
      2,
      ["plot", "m.json", "football", "-o", "x.gif"],
      '--output: expected a file that ends in .svg or .png, got "x.gif".',
    ],
    [
      2,
      ["compare", "good.mat", "--variables", "X"],
      '--variables: expected two or four names, as X,y or X,y,Xval,yval, got ["X"].',
    ],
    [
      1,
      ["compare", "one-column.csv"],
      "one-column.csv: expected at least two columns, features and a target, got only y.",
    ],
    [
      2,
      ["train", "--keep-prob", "0.9", "--dropout", "0.3"],
      "--keep-prob: expected 0.7 beside --dropout 0.3, or only one of the two, got 0.9.",
    ],
    [
      2,
      ["compare", "--dropout", "0.3", "--keep-prob", "0.9"],
      "--keep-prob: expected 0.7 beside --dropout 0.3",
    ],
    [2, ["check-gradients", "--mask", "stream"], '--mask: expected --rng "numpy" beside --mask "stream"'],
    [
      2,
      ["compare", "moons", "--test-share", "1"],
      "--test-share: expected a number greater than 0 and less than 1, got 1.",
    ],
    [
      1,
      ["train", "good.csv", "-o", "file/"],
      "file/: expected a place that can be written, got a file where a folder is needed.",
    ],
    [2, ["train", "-o", ""], '--output: expected the name of a file, got "".'],
    [
      2,
      ["train", "-o", "--json", "--iterations", "1"],
      '--output: expected the name of a file, got "--json". Write ./--json for a file of that name.',
    ],
    [2, ["compare", "--out="], '--out: expected the name of a folder, got "".'],
    [1, ["train", "-"], "standard input: expected data, got an empty file."],
    [
      2,
      ["train", "-o", "-"],
      '--output: expected the name of a file, got "-". Standard output is /dev/stdout.',
    ],
    [2, ["help", "runs", "lst"], "wellfit: unknown command 'lst'. Did you mean list? --help tells more."],
    [2, ["help", "tarin"], "wellfit: unknown command 'tarin'. Did you mean train? --help tells more."],
    [
      2,
      ["train", "good.csv", "-o", "./good.csv"],
      '--output: expected another file than good.csv, which is read, got "./good.csv".',
    ],
    [
      2,
      ["compare", "good.csv", "--out", "good.csv"],
      '--out: expected another folder than good.csv, which is read, got "good.csv".',
    ],
    [
      2,
      ["plot", "--json", "m.json", "football", "-o", "x.svg"],
      "wellfit: unknown option '--json'. --help tells more.",
    ],
    [
      2,
      ["plot", "m.json", "football"],
      "wellfit: required option '-o, --output <file>' not specified. --help tells more.",
    ],
    [
      1,
      ["plot", "missing.json", "football", "-o", "x.svg"],
      "missing.json: expected a file that can be read, got no such file or folder.",
    ],
    [
      1,
      ["train", "--out", "file"],
      "file: expected a place that can be written, got a file where a folder is needed.",
    ],
    [1, ["train", ""], '"": expected a data file, - for standard input, or one of football'],
    [
      2,
      ["train", "--preset", "articel"],
      '--preset: expected article or general, got "articel". Did you mean "article"?',
    ],
    [2, ["predict"], "missing required argument 'model'. --help tells more."],
    [2, ["train", "--target"], "option '--target <column>' argument missing. --help tells more."],
    [
      1,
      ["train", "football", "-o", `aa/${"n".repeat(300)}/b.json`],
      "b.json: expected a place that can be written, got a name that is too long.",
    ],
    [
      1,
      ["compare", "--out", `aa/${"n".repeat(300)}/b`],
      "/b: expected a place that can be written, got a name that is too long.",
    ],
    [
      2,
      ["train", "-o", "same", "--out", "same"],
      '--output: expected another file than the folder of --out, or one on the way to it, got "same".',
    ],
    [
      2,
      ["train", "-o", "./same", "--out", "same/report"],
      '--output: expected another file than the folder of --out, or one on the way to it, got "./same".',
    ],
    [
      2,
      ["train", "-o", "same/report.html", "--out", "other/../same"],
      '--output: expected another file than the page and the pictures of --out, got "same/report.html".',
    ],
    [
      2,
      ["train", "-o", "same/cost.PNG", "--out", "./same/"],
      '--output: expected another file than the page and the pictures of --out, got "same/cost.PNG".',
    ],
    [
      1,
      ["train", "escape.csv"],
      'escape.csv:1: expected a different name for every column, got "a\\x1b[31m\\x9b" twice.',
    ],
  ])("exit code %i: %j", async (code, args, message) => {
    for (const [name, contents] of Object.entries(files)) await write(name, contents);
    const result = await run(...args);
    expect(result.stderr).toContain(message);
    expect(result.stderr).toMatch(/^wellfit: .*\n$/);
    expect(result.stdout).not.toContain("cost after");
    expect(result.code).toBe(code);
    expect(await list()).toEqual(Object.keys(files).toSorted());
  });

  it("a file that is too large is refused before it is read, with the way out", async () => {
    await write("huge.csv", "");
    await truncate(path("huge.csv"), 3e9);
    const { code, stderr } = await run("train", "huge.csv");
    expect(stderr).toBe(
      "wellfit: huge.csv, a file of 3000 MB, is not supported. " +
        "Take a part of it: at most 2147 MB of such a file can be read.\n",
    );
    expect(code).toBe(1);
  });
});
