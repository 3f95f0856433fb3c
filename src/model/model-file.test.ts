import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Model } from "./model.ts";
import { loadModel, saveModel } from "./model-file.ts";
import { parseModel, toModelDocument } from "./model-json.ts";

/** A network of one unit: logit 2·x1 − x2 + 0.5. */
const small = new Model({ inputs: 2, hiddenLayers: [], activation: "relu" }, Float64Array.of(2, -1, 0.5), {
  featureNames: ["x1", "x2"],
  targetName: "y",
  classNames: ["no", "yes"],
});

describe("model files", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "wellfit-model-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("come back with the same bits, names and predictions", async () => {
    const odd = new Model(small.spec, Float64Array.of(0.1 + 0.2, -5e-324, 1 / 3), small.labels);
    await saveModel(odd, join(folder, "m.json"));
    const loaded = await loadModel(join(folder, "m.json"));
    expect(loaded.fingerprint).toBe(odd.fingerprint);
    expect(loaded.labels).toEqual(odd.labels);
    expect(loaded.spec).toEqual(odd.spec);
  });

  it("keep a temperature, and do not name one that is 1", async () => {
    const warm = small.withTemperature(2.5);
    await saveModel(warm, join(folder, "t.json"));
    expect(JSON.parse(await readFile(join(folder, "t.json"), "utf8"))).toMatchObject({ temperature: 2.5 });
    const loaded = await loadModel(join(folder, "t.json"));
    expect(loaded.temperature).toBe(2.5);
    expect(loaded.logits([[1, 1]])).toEqual(Float64Array.of(1.5 / 2.5));
    expect(toModelDocument(small)).not.toHaveProperty("temperature");
  });

  it("are JSON that names W1, b1, …", async () => {
    await saveModel(small, join(folder, "n.json"));
    const document = JSON.parse(await readFile(join(folder, "n.json"), "utf8")) as Record<string, unknown>;
    expect(document).toMatchObject({
      format: "wellfit-model",
      version: 1,
      parameters: { W1: [[2, -1]], b1: [[0.5]] },
    });
  });

  const EDITED = "m.json: expected a model that matches its checksum, got a damaged or edited document.";
  const changed = (change: (document: Record<string, never>) => void): string => {
    const document = structuredClone(toModelDocument(small)) as unknown as Record<string, never>;
    change(document);
    return JSON.stringify(document);
  };

  it.each<[string, string, string]>([
    ["no text", undefined as never, "m.json: expected the text of a model's document, got nothing."],
    [
      "a document that is no text",
      toModelDocument(small) as never,
      "m.json: expected the text of a model's document, got an object with format, version, network, featureNames and more.",
    ],
    [
      "no JSON",
      "x,y\n1,2\n",
      'm.json: expected a model of wellfit, which is JSON, got a text that begins with "x,y\\n1,2\\n".',
    ],
    [
      "half a document",
      '{\n"a": "',
      "m.json:2:7: expected a model of wellfit, which is JSON, got a document that is damaged or cut off.",
    ],
    ["no document", "7", "m.json: expected a model of wellfit, version 1, got 7."],
    [
      "another document",
      '{"a":1}',
      'm.json: expected a model of wellfit, version 1, got one without "format".',
    ],
    [
      "a document with more in it",
      changed((d) => Object.assign(d, { extra: 2 })),
      'got one with "extra", which is unknown.',
    ],
    ["a temperature that was added", changed((d) => Object.assign(d, { temperature: 2 })), EDITED],
    [
      "a temperature that is none",
      changed((d) => Object.assign(d, { temperature: 0 })),
      'm.json: expected a model of wellfit, version 1, got 0 as "temperature".',
    ],
    [
      "a temperature of a model of numbers",
      changed((d) => {
        Object.assign(d["network"] as unknown as object, { head: "regression" });
        Object.assign(d, { temperature: 2, targetType: "number", classNames: [] });
      }),
      "m.json: expected no temperature in a model of regression, got 2.",
    ],
    [
      "an activation of another version",
      changed((d) => Object.assign(d["network"] as unknown as object, { activation: "softsign" })),
      'got "softsign" as "network.activation".',
    ],
    [
      "a number that is none",
      changed((d) => Object.assign(d, { parameters: { W1: [[2, "x"]], b1: [[0.5]] } })),
      'got "x" as "parameters.W1.0.1".',
    ],
    [
      "a newer version",
      changed((d) => Object.assign(d, { version: 2 })),
      'expected a model of wellfit, version 1, got 2 as "version".',
    ],
    [
      "a matrix of another size",
      changed((d) => Object.assign(d, { parameters: { W1: [[2, -1, 3]], b1: [[0.5]] } })),
      "expected W1 of 1×2 numbers, got 1×3.",
    ],
    [
      "a missing matrix",
      changed((d) => Object.assign(d, { parameters: { W1: [[2, -1]] } })),
      "expected b1 of 1×1 numbers, got 0×0.",
    ],
    [
      "a changed number",
      changed((d) => Object.assign(d, { parameters: { W1: [[2, -1.5]], b1: [[0.5]] } })),
      EDITED,
    ],
    ["classes in another order", changed((d) => Object.assign(d, { classNames: ["yes", "no"] })), EDITED],
    ["features in another order", changed((d) => Object.assign(d, { featureNames: ["x2", "x1"] })), EDITED],
    ["another name of the target", changed((d) => Object.assign(d, { targetName: "z" })), EDITED],
    [
      "another activation",
      changed((d) => Object.assign(d["network"] as unknown as object, { activation: "tanh" })),
      EDITED,
    ],
    ["another fingerprint", changed((d) => Object.assign(d, { fingerprint: "0" })), EDITED],
    ["another checksum", changed((d) => Object.assign(d, { checksum: "0" })), EDITED],
    [
      "too few names",
      changed((d) => Object.assign(d, { featureNames: ["x1"] })),
      "m.json: expected featureNames, a list of 2 texts, none twice, got 1.",
    ],
    [
      "a class twice",
      changed((d) => Object.assign(d, { classNames: ["a", "a"] })),
      'm.json: expected classNames, a list of 2 texts, none twice, got "a" twice.',
    ],
    [
      "a matrix that the network has not",
      changed((d) => Object.assign(d, { parameters: { W1: [[2, -1]], b1: [[0.5]], W2: [[1]] } })),
      'm.json: expected the parameters W1, b1, got "W2".',
    ],
    ...["constructor", "__proto__", "prototype", "toString"].map((name): [string, string, string] => [
      `a matrix called ${name}`,
      changed(() => undefined).replace('"W1":', `"${name}":[[1]],"W1":`),
      `m.json: expected the parameters W1, b1, got "${name}".`,
    ]),
  ])("%s is refused", (_, text, message) => {
    expect(() => parseModel(text, "m.json")).toThrow(message);
  });

  it.each<[number[][], string]>([
    [[[1, 2], [3], [5, 6]], "1 in row 2"],
    [[[1], [3, 4], [5, 6]], "1 in row 1"],
    [[[1], [3], [5]], "3×1"],
    [[[1, 2]], "1×2"],
  ])("a matrix %j of another shape is refused by what is wrong with it", (W1, received) => {
    const spec = { ...small.spec, hiddenLayers: [3] };
    const document = toModelDocument(new Model(spec, new Float64Array(13), small.labels));
    const text = JSON.stringify({ ...document, parameters: { ...document.parameters, W1 } });
    expect(() => parseModel(text, "m.json")).toThrow(`m.json: expected W1 of 3×2 numbers, got ${received}.`);
  });

  it("a document whose entries are in another order is the same model", () => {
    const { parameters, ...others } = toModelDocument(small);
    const turned = { parameters: Object.fromEntries(Object.entries(parameters).toReversed()), ...others };
    expect(parseModel(JSON.stringify(turned, undefined, 4)).fingerprint).toBe(small.fingerprint);
  });

  it.each<[unknown, string]>([
    [{}, "model: expected a Model, got an empty object."],
    [undefined, "model: expected a Model, got nothing."],
    [null, "model: expected a Model, got null."],
    [
      { model: small, history: {} },
      "model: expected a Model, got an object with model and history. Pass its model.",
    ],
  ])("nothing but a model becomes one (case %#)", async (value, message) => {
    const path = join(folder, "none-written.json");
    await expect(saveModel(value as Model, path)).rejects.toThrow(message);
    await expect(readFile(path)).rejects.toThrow("ENOENT");
    expect(() => toModelDocument(value as Model)).toThrow(message);
  });

  it("a text without a name is called the model", () => {
    expect(() => parseModel(undefined as never)).toThrow(
      "the model: expected the text of a model's document, got nothing.",
    );
  });

  it("a short document of a huge network is refused before it takes memory", () => {
    const hiddenLayers = Array.from({ length: 32 }, () => 4096);
    const text = changed((d) => Object.assign(d["network"] as unknown as object, { hiddenLayers }));
    const before = process.memoryUsage().arrayBuffers;
    expect(() => parseModel(text, "m.json")).toThrow("m.json: expected W1 of 4096×2 numbers, got 1×2.");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
  });

  it("a file that is not there is named", async () => {
    await writeFile(join(folder, "empty.json"), "");
    await expect(loadModel(undefined as never)).rejects.toThrow(
      "loadModel: expected a path as a text, got nothing.",
    );
    await expect(saveModel(small, 7 as never)).rejects.toThrow(
      "saveModel: expected a path as a text, got 7.",
    );
    await expect(loadModel(join(folder, "none.json"))).rejects.toThrow("got no such file or folder.");
    await expect(loadModel(join(folder, "empty.json"))).rejects.toThrow("expected data, got an empty file.");
  });
});
