import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    // Golden runs take seconds on a slow machine; a test that hangs is still found.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
