import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { loadOptions } from "../data/read-dataset.ts";
import { trainOptions } from "../train/options.ts";
import { commandLineOf } from "./command-line.ts";
import { runsInCi, wantsColors, wrapWords } from "./output.ts";
import { createProgram } from "./program.ts";
import { foldWords, toTextTable } from "./text-table.ts";

it("wrapWords ends lines between words", () => {
  expect(wrapWords("one two three four", 9)).toBe("one two\nthree\nfour");
  expect(wrapWords("unbreakable", 5)).toBe("unbreakable");
  expect(wrapWords("about 1 200 seeds of 12 000 000", 7)).toBe("about\n1 200\nseeds\nof\n12 000 000");
  expect(wrapWords("in 2 of 20 runs", 4)).toBe("in 2\nof\n20\nruns");
  expect(wrapWords("at 92.5 % and more", 8)).toBe("at\n92.5 %\nand more");
  expect(wrapWords("\u001b[1mone\u001b[22m two three", 7)).toBe("\u001b[1mone\u001b[22m two\nthree");
});

it.each([
  ["model", ["model"]],
  ["training accuracy", ["training", "accuracy"]],
  ["‖W‖ by layer", ["‖W‖ by", "layer"]],
  ["a heading of several words", ["a heading of", "several words"]],
])("foldWords makes %j as narrow as two lines can be", (heading, lines) => {
  expect(foldWords(heading)).toEqual(lines);
});

describe("toTextTable", () => {
  const table = {
    columns: ["model", "test accuracy", "‖W‖ by layer"],
    rows: [
      ["none", "92.5 %", "5.31 3.46"],
      ["dropout (keep 0.86)", "91.0 %", "5.38 3.58"],
    ],
  };
  const draw = (width: number, isTerminal = true) =>
    toTextTable(table, { isTerminal, width, colors: createColors(false) })
      .split("\n")
      .map((line) => line.trimEnd());

  it("sets numbers right, below headings of two lines", () => {
    expect(draw(80)).toEqual([
      "model                    test     ‖W‖ by",
      "                     accuracy      layer",
      "none                   92.5 %  5.31 3.46",
      "dropout (keep 0.86)    91.0 %  5.38 3.58",
    ]);
  });

  it("breaks the names of rows where it is too wide", () => {
    expect(draw(36).slice(2)).toEqual([
      "none             92.5 %  5.31 3.46",
      "dropout (keep    91.0 %  5.38 3.58",
      "0.86)",
    ]);
  });

  it("makes every row a block where that is too wide, too", () => {
    expect(draw(27)).toEqual([
      "none",
      "  test accuracy  92.5 %",
      "  ‖W‖ by layer   5.31 3.46",
      "dropout (keep 0.86)",
      "  test accuracy  91.0 %",
      "  ‖W‖ by layer   5.38 3.58",
    ]);
  });

  it("is tab-separated without a terminal", () => {
    expect(draw(10, false)[1]).toBe("none\t92.5 %\t5.31 3.46");
  });

  it.each([true, false])("shows control characters as codes, with a terminal: %s", (isTerminal) => {
    const names = { columns: ["actual\u001b[2J", "rows"], rows: [["a\nb\tc\u009b", "1"]] };
    const drawn = toTextTable(names, { isTerminal, width: 80, colors: createColors(false) });
    expect(drawn.split("\n").map((line) => line.split(/\t| {2,}/)[0])).toEqual([
      "actual\\x1b[2J",
      "a b\\x09c\\x9b",
    ]);
  });
});

it.each<[boolean, Parameters<typeof wantsColors>[0]]>([
  [true, { color: true, isTerminal: true, env: { TERM: "xterm" } }],
  [true, { color: true, isTerminal: true, env: {} }],
  [false, { color: true, isTerminal: true, env: { TERM: "dumb" } }],
  [false, { color: true, isTerminal: false, env: { TERM: "xterm" } }],
  [false, { color: false, isTerminal: true, env: { FORCE_COLOR: "1" } }],
  [false, { color: true, isTerminal: true, env: { NO_COLOR: "0", FORCE_COLOR: "1" } }],
  [true, { color: true, isTerminal: true, env: { NO_COLOR: "" } }],
  [true, { color: true, isTerminal: false, env: { FORCE_COLOR: "" } }],
  [false, { color: true, isTerminal: true, env: { FORCE_COLOR: "false" } }],
])("wantsColors is %j for %j", (expected, asked) => {
  expect(wantsColors(asked)).toBe(expected);
});

it.each([
  [false, {}],
  [false, { CI: "" }],
  [false, { CI: "false" }],
  [true, { CI: "true" }],
  [true, { CI: "1" }],
])("runsInCi is %j for %j", (expected, env) => {
  expect(runsInCi(env)).toBe(expected);
});

describe("commandLineOf", () => {
  it("writes lists with commas and leaves out what was not given", () => {
    const load = { variables: ["X", "y"], header: undefined, test: 0.2, seed: 4 };
    expect(commandLineOf(["train", "d.mat"], [[loadOptions, load]])).toBe(
      "npx wellfit train d.mat --variables X,y --split-seed 4",
    );
    expect(commandLineOf(["train"], [[trainOptions, { hiddenLayers: [] }]])).toBe(
      "npx wellfit train --hidden ''",
    );
  });

  it("gives flags for what differs from the defaults", () => {
    const settings = { hiddenLayers: [20, 3], lambda: 0.7, rng: "numpy", seed: 3 };
    const defaults = {
      activation: "relu",
      keepProbability: 1,
      mask: "fresh",
      precision: "f64",
    };
    expect(commandLineOf(["train", "football"], [[trainOptions, { ...defaults, ...settings }]])).toBe(
      "npx wellfit train football --lambda 0.7 --rng numpy",
    );
  });

  it("quotes what a shell would not take literally", () => {
    expect(commandLineOf(["train", "my 'data'.csv"], [[trainOptions, {}]])).toContain(
      `'my '\\''data'\\''.csv'`,
    );
  });
});

describe("createProgram", () => {
  const namesFor = async (...words: string[]): Promise<string[]> =>
    (await createProgram(words)).commands.map((command) => command.name());

  it("has the command that is asked for, and all where it cannot tell or help lists them", async () => {
    expect(await namesFor("--version")).toEqual([]);
    expect(await namesFor("--debug", "predict", "compare", "--help")).toEqual(["predict"]);
    const all = await namesFor();
    expect(all.join(" ")).toBe(
      "compare train tune predict evaluate describe plot inspect export check-gradients explain runs lab help",
    );
    for (const words of [["--help"], ["help", "train"], ["predcit"]]) {
      expect(await namesFor(...words)).toEqual(all);
    }
  });
});

it("has the noise of generators among the flags for data, and that of training among those for noise", async () => {
  const groupsIn = async (name: string) => {
    const [command] = (await createProgram([name])).commands;
    const flags = (command?.options ?? []).map(({ long, helpGroupHeading }) => [long, helpGroupHeading]);
    return Object.fromEntries(flags.filter(([long]) => /noise/.test(long ?? "")));
  };
  expect(await groupsIn("evaluate")).toEqual({ "--noise": "Data:" });
  expect(await groupsIn("compare")).toEqual({
    "--hidden-noise": "Dropout and noise:",
    "--input-noise": "Dropout and noise:",
    "--noise": "Data:",
  });
});
