import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, it } from "vitest";
import { parseAddress } from "../../lab/src/state/address.ts";
import { nameVariants, toCommand, toProgram } from "../../lab/src/state/repeat-run.ts";
import type { ComparisonJson } from "../support/cli.ts";
import { useCliFolder } from "../support/cli.ts";

const run = promisify(execFile);
const { path, write } = useCliFolder();

/** What the command of a page prints as each network's fingerprint, run as a shell runs it. */
async function runCommand(hash: string): Promise<string[]> {
  const { state, iteration } = parseAddress(hash);
  const command = toCommand(state, iteration).replace(
    "npx wellfit",
    `"${process.execPath}" "${inject("binary")}"`,
  );
  const { stdout } = await run("sh", ["-c", `${command} --json --out report`], {
    cwd: path(),
    maxBuffer: 1e8,
  });
  const { variants } = JSON.parse(stdout) as ComparisonJson;
  return variants.map(({ runs }) => (runs[0] as { fingerprint: string }).fingerprint);
}

/** What the program of a page prints, by names of networks. */
async function runProgram(hash: string): Promise<Record<string, string>> {
  const { state, iteration } = parseAddress(hash);
  const file = join(inject("project"), "repeat.mts");
  await writeFile(file, toProgram(state, iteration));
  const { stdout } = await run(process.execPath, [file], { cwd: path() });
  return Object.fromEntries(
    stdout
      .trim()
      .split("\n")
      .map((line) => line.split(" ") as [string, string]),
  );
}

const ROWS = Array.from(
  { length: 60 },
  (_, row) => `${row % 10},${row / 7},${row % 10 > 4 ? "big" : "small"}`,
);

it.each([
  ["the first page, stopped", "#at=300"],
  ["another data set and another seed", "#data=moons&noise=0.3&examples=150&seed=9&iterations=200"],
  [
    "settings of all kinds",
    "#data=blobs&classes=3&hidden=5,4&activation=tanh,relu&optimizer=adam&iterations=150",
  ],
  [
    "networks of one kind",
    "#iterations=200&variant=lambda=1&variant=lambda=2&variant=lambda=0.1,keep-prob=0.5",
  ],
  ["a file with a name that a shell would take apart", "#data=data/my%20points.csv&iterations=100"],
])("command and program give the same fingerprints: %s", async (_, hash) => {
  await write("my points.csv", `a,b,size\n${ROWS.join("\n")}\n`);
  const fingerprints = await runCommand(hash);
  expect(Object.values(await runProgram(hash))).toEqual(fingerprints);
  expect(new Set(fingerprints).size).toBe(fingerprints.length);
});

it("the program makes changes on the way, the command begins with them", async () => {
  const hash = "#iterations=300&variant=lambda=1@100:lambda=5";
  const { state } = parseAddress(hash);
  expect(toCommand(state, undefined)).toContain("--variant l2:lambda=5");
  expect(toProgram(state, undefined)).toContain("changes: [{ iteration: 100, lambda: 5 }]");
  const { l2 } = await runProgram(hash);
  expect([l2]).not.toEqual(await runCommand(hash));
});

it("no two networks have one name", () => {
  const { state } = parseAddress("#variant=&variant=&variant=lambda=1&variant=lambda=2,keep-prob=0.5");
  expect(nameVariants(state).map(({ name }) => name)).toEqual(["none", "none-2", "l2", "l2+dropout"]);
});
