import { defineConfig } from "vitest/config";

export default defineConfig({
  // The lab uses the package by its name, as everybody does.
  resolve: { alias: { wellfit: new URL("src/index.ts", import.meta.url).pathname } },
  test: {
    include: ["src/**/*.test.ts", "lab/src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    // Golden runs take seconds on a slow machine; a test that hangs is still found.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
