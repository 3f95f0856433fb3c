import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, it } from "vitest";
import { VERSION } from "../src/base/version.ts";
import { toJavaScript } from "../src/export/javascript/javascript.ts";
import { type FingerprintCase, fingerprintCases } from "./golden/fingerprint-cases.ts";
import fingerprints from "./golden/fingerprints.json" with { type: "json" };
import { ROOT } from "./support/built-package.ts";
import { madeModel } from "./support/random-models.ts";

const run = promisify(execFile);
const DROPOUT = "dropout, fresh masks (f64)";

it("the package holds what runs and what README leads to, and nothing else", async () => {
  const names = await readdir(join(inject("project"), "node_modules/wellfit"));
  expect(names.toSorted()).toEqual([
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "assets",
    "dist",
    "docs",
    "examples",
    "package.json",
    "schemas",
  ]);
  const built = await readdir(join(inject("project"), "node_modules/wellfit/dist"), { recursive: true });
  const [page, modules] = [true, false].map((isPage) =>
    built.filter((name) => name.startsWith(join("lab", "/")) === isPage),
  ) as [string[], string[]];
  expect(modules.filter((name) => !/\.d\.ts$|\.js$/.test(name) && extname(name) !== "")).toEqual([
    "node/third-party-licenses.txt",
  ]);
  expect(
    page.filter((name) => !/[/\\]assets(?:[/\\].*\.(?:js|css|svg|woff2))?$/.test(name)).toSorted(),
  ).toEqual([join("lab", "index.html"), join("lab", "third-party-licenses.txt")]);
  expect(built.filter((name) => /\.test\./.test(name))).toEqual([]);
  const main = await readFile(join(inject("project"), "node_modules/wellfit/dist/index.js"), "utf8");
  expect(main).not.toContain("sourceMappingURL");
});

it("installing the package runs no script of it", async () => {
  const manifest = await readFile(join(inject("project"), "node_modules/wellfit/package.json"), "utf8");
  const { scripts } = JSON.parse(manifest) as { scripts: Record<string, string> };
  const atInstall = [
    "preinstall",
    "install",
    "postinstall",
    "prepublish",
    "preprepare",
    "prepare",
    "postprepare",
  ];
  expect(Object.keys(scripts).filter((name) => atInstall.includes(name))).toEqual([]);
});

it("a clone has the program after npm ci, and every archive is built first", async () => {
  const manifest = await readFile(join(ROOT, "package.json"), "utf8");
  const { scripts, bin } = JSON.parse(manifest) as Record<"scripts" | "bin", Record<string, string>>;
  // npm runs "dependencies" after it has put dependencies into a folder's node_modules, never for an installed package.
  expect([scripts["dependencies"], scripts["prepack"]]).toEqual(["npm run build", "npm run build"]);
  expect(bin["wellfit"]).toBe("dist/node/main.js");
});

it("a build in a clone can be run by itself, as npx does", async () => {
  const folder = await mkdtemp(join(ROOT, "node_modules/.wellfit-build-"));
  try {
    await run(process.execPath, [join(ROOT, "scripts/build.ts"), folder]);
    const env = { ...process.env, PATH: dirname(process.execPath) };
    const { stdout } = await run(join(folder, "node/main.js"), ["--version"], { env });
    expect(stdout).toBe(`${VERSION}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("both entries work in an empty project, with the bits that every machine gives", async () => {
  const { options } = fingerprintCases.find(({ name }) => name === DROPOUT) as FingerprintCase;
  const program = `
    import { datasets, Matrix, numpyRandom, textbook, train } from "wellfit";
    import { loadDataset, loadFeatureRows, loadModel, renderPng, saveModel, writeReport } from "wellfit/node";
    const run = await train(datasets.football().training, ${JSON.stringify(options)});
    const kinds = [Matrix, numpyRandom, textbook.model, loadDataset, loadFeatureRows, loadModel, renderPng, saveModel, writeReport];
    console.log(run.fingerprint, kinds.every((value) => typeof value === "function"));
  `;
  await writeFile(join(inject("project"), "program.mjs"), program);
  const { stdout } = await run(process.execPath, ["program.mjs"], { cwd: inject("project") });
  expect(stdout).toBe(`${fingerprints[DROPOUT]} true\n`);
});

it("the package's threads make runs with the same bits", async () => {
  const { options } = fingerprintCases.find(({ name }) => name === DROPOUT) as FingerprintCase;
  const program = `
    import { datasets, Model } from "wellfit";
    import { createTrainingPool } from "wellfit/node";
    const { training } = datasets.football();
    const { name, features, target } = training;
    const pool = createTrainingPool({ workers: 2 });
    const task = { settings: ${JSON.stringify(options)}, training: { name, features, target } };
    for (const { spec, parameters } of await Promise.all([1, 2].map(() => pool.run("train", task)))) {
      console.log(Model.fromTraining(spec, parameters, training).fingerprint);
    }
  `;
  await writeFile(join(inject("project"), "threads.mjs"), program);
  // It does not close the pool, and ends all the same.
  const { stdout, stderr } = await run(process.execPath, ["threads.mjs"], { cwd: inject("project") });
  expect([stdout, stderr]).toEqual([`${fingerprints[DROPOUT]}\n`.repeat(2), ""]);
});

/** What the compiler says to a program of a project that uses the package; nothing when all types fit. */
async function compile(program: string, flags: readonly string[]): Promise<string> {
  await writeFile(join(inject("project"), "types.mts"), program);
  const tsc = join(ROOT, "node_modules/@typescript/native/bin/tsc");
  const strict = ["--strict", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes"];
  const common = ["--noEmit", ...strict, "--target", "es2024", "--module", "nodenext"];
  const { stdout } = await run(process.execPath, [tsc, ...common, ...flags, "types.mts"], {
    cwd: inject("project"),
  }).catch((error: { stdout: string }) => error);
  return stdout;
}

it("the public names have the types that they are documented with", async () => {
  const program = `
    import { datasets, Matrix, numpyRandom, textbook, train } from "wellfit";
    import { loadDataset } from "wellfit/node";
    const { training, test } = await loadDataset("data.mat");
    const run = await train(training, { hiddenLayers: [20, 3], learningRate: 0.3, iterations: 30_000,
      lambda: 0.7, keepProbability: 1, seed: 3, rng: "numpy", mask: "frozen", precision: "f64" });
    const accuracy: number = run.model.evaluate(test).accuracy;
    const fingerprint: string = run.fingerprint;
    const costs: readonly number[] = run.history.cost;
    const parameters = textbook.initializeParameters([2, 20, 3, 1]);
    const { A3, cache } = textbook.forwardPropagationWithDropout(Matrix.fromRows([[1], [2]]), parameters, 0.7);
    const rows: number[][] = A3.toRows();
    const Y = Matrix.fromRows([[1]]);
    const gradients = textbook.backwardPropagationWithDropout(Matrix.zeros(2, 1), Y, cache, 0.7);
    const steps: number[][][] = [gradients.dW1.toRows(), gradients.db3.toRows(), cache.D1.toRows()];
    const updated: textbook.Parameters = textbook.updateParameters(parameters, gradients, 0.3);
    const { W1, b1 }: textbook.Parameters = textbook.updateParameters(run.model.toTextbook(), gradients, 0.3);
    const { AL } = textbook.forwardPropagation(Matrix.zeros(2, 1), { W1, b1, W2: updated.W2, b2: updated.b2 });
    // @ts-expect-error parameters are matrices
    textbook.forwardPropagation(AL, { W1: [[1]] });
    const random: Float64Array = numpyRandom(3).randn(5);
    const whole: Float64Array = numpyRandom(3).randint(0, 10, 5);
    const one: number = numpyRandom(3).randint(0, 10);
    // @ts-expect-error a misspelled setting is no setting
    await train(datasets.football().training, { lamda: 1 });
    // @ts-expect-error masks have names
    await train(datasets.football().training, { mask: "frosen" });
    export { accuracy, fingerprint, costs, rows, steps, random, whole, one };
  `;
  const node = ["--lib", "es2024", "--types", "node", "--typeRoots", join(ROOT, "node_modules/@types")];
  // Node's own types do not pass --exactOptionalPropertyTypes.
  node.push("--skipLibCheck");
  expect(await compile(program, node)).toBe("");
});

it("the textbook's page has a program that the strictest flags let pass", async () => {
  const page = await readFile(join(ROOT, "docs/textbook.md"), "utf8");
  const program = /^```ts\n([\s\S]*?)^```/m.exec(page)?.[1] as string;
  expect(program).toContain("gradients.dW1.toRows()");
  expect(await compile(program, ["--lib", "es2024,dom", "--types", ""])).toBe("");
});

it("an exported module has types", async () => {
  const model = madeModel(
    { inputs: 2, hiddenLayers: [3], activation: "gelu", head: "multiclass", outputs: 3 },
    { seed: 1 },
  );
  await writeFile(join(inject("project"), "exported.mjs"), toJavaScript(model));
  const program = `
    import { classes, features, predict, target } from "./exported.mjs";
    const predictions: Float64Array = predict([[1, 2]]);
    const names: readonly string[] = [...features, ...classes, target];
    // @ts-expect-error rows are numbers
    predict([["1", "2"]]);
    // @ts-expect-error a row is no list of rows
    predict([1, 2]);
    export { predictions, names };
  `;
  expect(await compile(program, ["--lib", "es2024,dom", "--types", "", "--allowJs"])).toBe("");
});

it("the root entry's types need no types of Node", async () => {
  const program = `
    import { compare, datasets, drawPictures, type Picture, plotCostCurves, train } from "wellfit";
    const pictures: readonly Picture[] = drawPictures(await compare(datasets.football()));
    const { signal } = new AbortController();
    await train(datasets.moons(), { signal, onEvent: (event) => document.write(event.type) });
    export { pictures, plotCostCurves };
  `;
  expect(await compile(program, ["--lib", "es2024,dom", "--types", ""])).toBe("");
});

it("the browser entry's types need no types of Node, and take a page's own worker", async () => {
  const program = `
    import { datasets, train } from "wellfit";
    import { createTrainingPool, type TrainingPool } from "wellfit/browser";
    const startWorker = () => new Worker("training-worker.js", { type: "module" });
    const pool: TrainingPool = createTrainingPool({ workers: 2, startWorker });
    const training = datasets.moons();
    const { settings } = await train(training, { iterations: 1 });
    const { signal } = new AbortController();
    const onProgress = (share: number) => document.write(String(share));
    const made = await pool.run("train", { settings, training }, { signal, onProgress });
    const parameters: Float64Array = made.parameters;
    // @ts-expect-error there is no such method
    await pool.run("tune", { settings, training });
    await pool.close();
    export { parameters };
  `;
  expect(await compile(program, ["--lib", "es2024,dom", "--types", ""])).toBe("");
});
