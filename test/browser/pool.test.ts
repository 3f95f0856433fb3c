import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { fingerprint } from "../../src/base/fingerprint.ts";
import { datasets } from "../../src/data/datasets.ts";
import { train } from "../../src/train/train.ts";
import { fingerprintCases } from "../golden/fingerprint-cases.ts";
import fingerprints from "../golden/fingerprints.json" with { type: "json" };
import { CHROMIUM_MISSING, hasChromium, launchChromium } from "../support/chromium.ts";
import { bundleModule, bundleProgram, type ModulePage, openModulePage } from "../support/module-page.ts";

let browser: Browser;
beforeAll(async () => {
  if (hasChromium) browser = await launchChromium();
});
beforeEach(({ skip }) => skip(!hasChromium, CHROMIUM_MISSING));
afterAll(() => browser?.close());

/** What a page must be served with before it may share memory with its workers. */
const ISOLATION = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

describe("a pool for training in a browser", () => {
  /** A page with a program that uses the package, and the script of its workers beside it. */
  const openTraining = async (program: string, headers: Readonly<Record<string, string>> = {}) => {
    const project = inject("project");
    const worker = join(project, "node_modules/wellfit/dist/compare/training-worker-web.js");
    const scripts = { "training-worker-web.js": await readFile(worker, "utf8") };
    return openModulePage(browser, await bundleProgram(project, program), scripts, headers);
  };

  it("trains in several web workers to the same bits as Node", async () => {
    const opened = await openTraining(`
      import { datasets } from "wellfit";
      import { createTrainingPool } from "wellfit/browser";
      import { fingerprintCases } from ${JSON.stringify(join(import.meta.dirname, "../golden/fingerprint-cases.ts"))};
      export async function train(workers) {
        await using pool = createTrainingPool({ workers });
        const runs = fingerprintCases.map(async ({ name, data, options }) => {
          const { name: title, features, target } = data({ datasets });
          const task = { settings: options, training: { name: title, features, target } };
          return [name, [...(await pool.run("train", task)).parameters]];
        });
        return Object.fromEntries(await Promise.all(runs));
      }
    `);
    const parameters = await opened.page.evaluate<Record<string, number[]>>("program.train(3)");
    expect(Object.keys(parameters)).toEqual(fingerprintCases.map(({ name }) => name));
    for (const [name, numbers] of Object.entries(parameters)) {
      expect(fingerprint(Float64Array.from(numbers)), name).toBe(
        (fingerprints as Record<string, string>)[name],
      );
    }
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  const HELPED = `
    import { datasets, train } from "wellfit";
    import { createTrainingPool } from "wellfit/browser";
    export async function trainTogether(options) {
      await using pool = createTrainingPool({ workers: 1 });
      return (await train(datasets.moons(), { ...options, pool })).fingerprint;
    }
  `;
  const options = { hiddenLayers: [32, 32], iterations: 2000 };

  it("helps with the iterations of one run, where the page may share memory", async () => {
    const opened = await openTraining(HELPED, ISOLATION);
    const found = await opened.page.evaluate(`program.trainTogether(${JSON.stringify(options)})`);
    expect(found).toBe((await train(datasets.moons(), options)).fingerprint);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  it("says what a page lacks that may not", async () => {
    const opened = await openTraining(HELPED);
    await expect(opened.page.evaluate("program.trainTogether({})")).rejects.toThrow(
      "Memory that threads share in a page that is not cross-origin isolated is not supported. Serve the page with the " +
        "headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, or train " +
        "without a pool.",
    );
    await opened.close();
  });
});

describe("a pool of web workers", () => {
  let opened: ModulePage;
  /** What the page answers; of what happens in workers it is left no error but the browser's word on a missing file. */
  const ask = async (question: string): Promise<unknown> => {
    const answer: unknown = await opened.page.evaluate(`program.${question}`);
    expect(opened.complaints.filter((text) => !text.includes("404"))).toEqual([]);
    return answer;
  };

  beforeAll(async () => {
    if (!hasChromium) return;
    const program = await bundleModule(new URL("../support/pool-page.ts", import.meta.url));
    const worker = await bundleModule(new URL("../support/pool-worker-web.ts", import.meta.url));
    opened = await openModulePage(browser, program, { "pool-worker-web.js": worker });
  });
  afterAll(() => opened?.close());

  it("moves results and copies inputs", async () => {
    expect(await ask("attempt('echo', { list: [1, 2] })")).toEqual({ result: { list: [1, 2] } });
    expect(await ask("attempt('keep').then(({ result }) => [...result.again])")).toEqual([2, 3]);
    expect(await ask("attempt('lengthOfKept')")).toEqual({ result: 0 });
  });

  it.each([
    [
      "invalid",
      "InvalidInputError: x.csv:3:1: expected a number, got nothing. Fill it in.",
      "InvalidInputError",
    ],
    ["unsupported", "UnsupportedError: Magic is not supported. Do without.", "UnsupportedError"],
    ["range", "RangeError: far away", "RangeError"],
    ["other", "OtherError: of its own kind", "Error"],
    ["text", "only words", ""],
  ])("fails a task with what its method threw: %s", async (kind, thrown, name) => {
    expect(await ask(`attempt("fail", "${kind}")`)).toEqual({ thrown, of: name });
  });

  it.each(["spin", "spinInWebAssembly"])("ends a task in an endless loop at an abort: %s", async (method) => {
    expect(await ask(`abort("${method}")`)).toEqual({ thrown: "enough", of: "" });
    expect(await ask("attempt('echo', 1)")).toEqual({ result: 1 });
  });

  it.each([
    ["throwOutside", "thrown outside"],
    ["rejectOutside", "rejected outside"],
  ])("takes an error outside of a task for a worker's death: %s", async (method, cause) => {
    const told = (await ask(`attempt("${method}")`)) as { thrown: string };
    expect(told.thrown).toMatch(
      RegExp(`^Error: The worker died at ${method}: Uncaught Error: ${cause} \\(http://.*:\\d+\\)\\.$`),
    );
    expect(await ask("attempt('echo', 1)")).toEqual({ result: 1 });
  });

  it("fails one task after the other when its script is missing, each with one try", async () => {
    const thrown = "Error: The worker could not be started: its script could not be loaded.";
    const told = { thrown, of: "Error" };
    expect(await ask("attemptWithoutScript()")).toEqual({ told: [told, told], tries: 2 });
  });

  it("ends workers in the middle of a loop when it is closed", async () => {
    const told = { thrown: "Error: The pool of workers was closed before the task was done.", of: "Error" };
    expect(await ask("closeAtWork()")).toEqual([told, told]);
  });

  it("counts the machine's cores", async () => {
    expect(await ask("countCores()")).toBe(await opened.page.evaluate("navigator.hardwareConcurrency"));
  });
});
