import { describe, expect, it } from "vitest";
import { useCliFolder } from "../support/cli.ts";
import { writeMat } from "../support/write-mat.ts";

const { run, write } = useCliFolder();

describe("flags that do nothing for the data are refused", () => {
  const text = (table: string) =>
    `${table}\n${Array.from({ length: 20 }, (_, i) => `${i},${i % 2}`).join("\n")}`;
  const numbers = Array.from({ length: 20 }, (_, i) => i % 2);
  const matrix = (name: string) => ({ name, dimensions: [20, 1], values: numbers });
  const noTest = "data without test examples of their own beside it";

  it.each([
    ["football", "--target a", "a file with a table beside it"],
    ["football", "--header yes", "a CSV file beside it"],
    ["moons", "--header auto", "a CSV file beside it"],
    ["xor", "--variables X,y", "a .mat or .npz file beside it"],
    ["football", "--development-share 0.1", noTest],
    ["football", "--test-share 0.1", noTest],
    ["football", "--split-seed 4", noTest],
    ["football", "--examples 100", "moons, circles, blobs, spirals or xor beside it"],
    ["blobs", "--noise 0.1", "moons, circles, spirals or xor beside it"],
    ["data.csv", "--data-seed 4", "moons, circles, blobs, spirals or xor beside it"],
    ["divided.mat", "--split-seed 4", noTest],
    ["divided.mat", "--test-share 0.2", noTest],
    ["whole.mat", "--target y", "a file with a table beside it"],
    ["whole.mat", "--header no", "a CSV file beside it"],
    ["data.csv", "--variables X,y", "a .mat or .npz file beside it"],
  ])("%s with %s", async (data, flag, expected) => {
    await write("data.csv", text("a,y"));
    await write("whole.mat", writeMat([matrix("X"), matrix("y")]));
    await write("divided.mat", writeMat(["X", "y", "Xval", "yval"].map(matrix)));
    const [name, value] = flag.split(" ") as [string, string];
    const { code, stdout, stderr } = await run("train", data, name, value, "--iterations", "1");
    expect(stderr).toBe(`wellfit: ${name}: expected ${expected}, got ${data}. Leave ${name} out.\n`);
    expect([code, stdout]).toEqual([2, ""]);
  });

  it("and those that do something are taken", async () => {
    await write("data.csv", text("a,y"));
    await write("whole.mat", writeMat([matrix("X"), matrix("y")]));
    await write("divided.mat", writeMat(["X", "y", "Xval", "yval"].map(matrix)));
    for (const command of [
      "data.csv --target y --header yes --split-seed 4",
      "whole.mat --variables X,y --test-share 0.3",
      "divided.mat --variables X,y,Xval,yval",
      "divided.mat --variables X,y --development-share 0",
      "moons --split-seed 4 --examples 50 --noise 0.4 --data-seed 5",
      "blobs --examples 50",
    ]) {
      const { code, stderr } = await run("train", ...command.split(" "), "--iterations", "1");
      expect([code, stderr], command).toEqual([0, ""]);
    }
  });

  it("in predict and plot, too; and plot draws two features only", async () => {
    await write("data.csv", text("a,y"));
    await write("whole.mat", writeMat([matrix("X"), matrix("y")]));
    await run("train", "data.csv", "--iterations", "1", "-o", "m.json");
    const refusals: [string, number, string][] = [
      [
        "predict m.json data.csv --matrix X",
        2,
        "--matrix: expected a .mat or .npz file beside it, got data.csv. Leave --matrix out.",
      ],
      [
        "predict m.json whole.mat --header no",
        2,
        "--header: expected a CSV file beside it, got whole.mat. Leave --header out.",
      ],
      [
        "plot m.json football --header no -o x.svg",
        2,
        "--header: expected a CSV file beside it, got football. Leave --header out.",
      ],
      [
        "plot m.json data.csv -o x.svg",
        1,
        "A picture of the boundary of a model with 1 feature is not supported. Train on two of them to see their boundary.",
      ],
    ];
    for (const [command, exitCode, message] of refusals) {
      const { code, stderr } = await run(...command.split(" "));
      expect([code, stderr]).toEqual([exitCode, `wellfit: ${message}\n`]);
    }
  });
});
