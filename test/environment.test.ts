import { expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { VERSION } from "../src/base/version.ts";

it("the tests run on the Node that the project brings", () => {
  expect(process.versions.node).toBe(manifest.devDependencies.node);
});

it("the version in the code is the package's", () => {
  expect(VERSION).toBe(manifest.version);
});

it("every dependency is pinned to one version", () => {
  const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter((version) => !/^(npm:typescript@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
