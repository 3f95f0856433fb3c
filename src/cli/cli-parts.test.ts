import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { loadOptions } from "../data/load-dataset.ts";
import { trainOptions } from "../train/options.ts";
import { commandLineOf } from "./command-line.ts";
import { runsInCi, wantsColors, wrapWords } from "./output.ts";
import { createProgressBar, drawBar } from "./progress-bar.ts";
import { foldWords, toTextTable } from "./text-table.ts";

describe("the progress bar", () => {
  it("shows how far a run is and how long it still takes", () => {
    const draw = (done: number, seconds: number) =>
      drawBar({ label: "L2", done, total: 30_000, seconds }, 79);
    expect(draw(0, 0)).toBe(`L2  ${" ".repeat(28)}  0 %  0 / 30 000  0 s left`);
    expect(draw(11_400, 1.5)).toBe(`L2  ${"█".repeat(10)}▋${" ".repeat(17)} 38 %  11 400 / 30 000  3 s left`);
    expect(draw(30_000, 4)).toBe(`L2  ${"█".repeat(28)}100 %  30 000 / 30 000  0 s left`);
  });

  it("fits into the terminal: a shorter bar, then no counts, then a shorter label", () => {
    const run = { label: "dropout (keep 0.86, frozen mask)", done: 15_000, total: 30_000, seconds: 2 };
    expect(drawBar(run, 79)).toBe(
      "dropout (keep 0.86, frozen mask)  ██████▌       50 %  15 000 / 30 000  2 s left",
    );
    expect(drawBar(run, 60)).toBe("dropout (keep 0.86, frozen mask)  █████▌      50 %  2 s left");
    expect(drawBar(run, 40)).toBe("dropout…n mask)  ████     50 %  2 s left");
    for (const width of [79, 60, 49, 40, 30, 10])
      expect(drawBar(run, width).length).toBeLessThanOrEqual(width);
  });

  it("draws over itself, is cut to the terminal's width, and goes away when it is cleared", () => {
    const written: string[] = [];
    const terminal = { columns: 30, write: (text: string) => written.push(text) > 0 };
    const bar = createProgressBar(terminal as unknown as NodeJS.WriteStream);
    bar.start("no regularization");
    bar.update(1, 2);
    bar.update(2, 2);
    bar.clear();
    bar.clear();
    expect(written).toHaveLength(2);
    expect(written[0]).toHaveLength(27);
    expect(written[1]).toBe("\r\u001b[2K");
  });

  it("does nothing without a terminal", () => {
    const bar = createProgressBar(undefined);
    expect(() => {
      bar.start("x");
      bar.update(1, 2);
      bar.clear();
    }).not.toThrow();
  });
});

it("wrapWords ends lines between words", () => {
  expect(wrapWords("one two three four", 9)).toBe("one two\nthree\nfour");
  expect(wrapWords("unbreakable", 5)).toBe("unbreakable");
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
    const settings = { hiddenLayers: [20, 3], learningRate: 0.3, lambda: 0.7, rng: "numpy", seed: 3 };
    const defaults = {
      activation: "relu",
      iterations: 30_000,
      keepProbability: 1,
      mask: "fresh",
      precision: "f64",
      costInterval: 100,
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
