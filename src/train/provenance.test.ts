import { describe, expect, it } from "vitest";
import { VERSION } from "../base/version.ts";
import { datasets } from "../data/datasets.ts";
import { parseModelBytes, toModelBytes } from "../model/model-bytes.ts";
import { parseModel, toModelDocument } from "../model/model-json.ts";
import type { Provenance } from "../model/provenance.ts";
import { provenanceOf } from "./provenance.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { train } from "./train.ts";
import { startTraining } from "./training.ts";

const { training } = datasets.football();
const options = { hiddenLayers: [4, 3], iterations: 20, lambda: [0.1, 0, 0.2], seed: 9 } as const;
const run = await train(training, options);
const provenance = provenanceOf(run, training);
const model = run.model.withProvenance(provenance);

describe("the provenance of a model", () => {
  it("tells the data, complete settings and the end of the run", () => {
    const { settings, ...others } = provenance;
    expect(others).toEqual({
      wellfit: VERSION,
      data: { name: training.name, hash: training.hash, examples: training.examples },
      outcome: "finished",
      iterations: 20,
      modelIteration: 20,
    });
    const given = Object.entries(resolveSettings(options)).filter(([, value]) => value !== undefined);
    expect(settings).toEqual(Object.fromEntries(given));
  });

  it("is what trains the same model again", async () => {
    const again = await train(training, model.provenance?.settings);
    expect(again.fingerprint).toBe(model.fingerprint);
  });

  it("tells what was changed on the way", () => {
    const live = startTraining(training, options);
    live.advance(5);
    live.change({ learningRate: 0.1 });
    const stopped = live.stop();
    const { changes, outcome, iterations } = provenanceOf(stopped, training);
    expect([changes, outcome, iterations]).toEqual([[{ iteration: 5, learningRate: 0.1 }], "stopped", 5]);
  });

  it("comes back from both kinds of files, and from a model at another temperature", () => {
    const warm = model.withTemperature(2);
    for (const each of [model, warm]) {
      expect(parseModelBytes(toModelBytes(each)).provenance).toEqual(provenance);
      expect(parseModel(JSON.stringify(toModelDocument(each))).provenance).toEqual(provenance);
    }
    expect(parseModelBytes(toModelBytes(warm)).temperature).toBe(2);
    expect(run.model.provenance).toBeUndefined();
  });

  it("changes no prediction and no fingerprint, and nothing in the file of a model without one", () => {
    const rows = [0, 1, 2].map((example) => training.row(example));
    expect(model.predict(rows)).toEqual(run.model.predict(rows));
    expect(model.fingerprint).toBe(run.model.fingerprint);
    expect(toModelDocument(run.model)).not.toHaveProperty("provenance");
  });

  it("is covered by the checksum, whatever the order of settings", () => {
    const document = toModelDocument(model);
    const { settings } = provenance;
    const readWith = (changed: Partial<Provenance>) => () =>
      parseModel(JSON.stringify({ ...document, provenance: { ...provenance, ...changed } }), "m.json");
    expect(readWith({ settings: Object.fromEntries(Object.entries(settings).toReversed()) })).not.toThrow();
    for (const edited of [
      { iterations: 21 },
      { wellfit: "0.0.9" },
      { settings: { ...settings, seed: 3 } },
      { settings: { ...settings, lambda: [0.1, 0.2, 0] } },
      { changes: [] },
      { data: { ...provenance.data, name: "others" } },
    ]) {
      expect(readWith(edited)).toThrow("m.json: expected a model that matches its checksum, got a damaged");
    }
    expect(readWith({ settings: { depth: [[1]] } as never })).toThrow("m.json: expected a model of wellfit");
  });

  it("never changes, and is nothing else", () => {
    expect(Object.isFrozen(model.provenance?.settings["lambda"])).toBe(true);
    expect(() => model.withProvenance({ ...provenance, iterations: -1 })).toThrow(
      "Model: provenance.iterations: expected >=0, got -1. provenanceOf makes one of a run.",
    );
    expect(() => provenanceOf(model as never, training)).toThrow(
      "provenanceOf: expected a run, as train gives it, got an object with spec, labels, parameters, fingerprint and more.",
    );
    expect(() => provenanceOf(run, {} as never)).toThrow("provenanceOf: expected a Dataset, got an ");
    expect(() => model.withProvenance(run as never)).toThrow(/^Model: provenance\.\w+: expected /);
  });
});
