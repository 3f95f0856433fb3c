import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { CONTENT_POLICY } from "../src/lab-server/content-policy.ts";

/** What a page may say of its own policy: who may frame it is for the server alone to say. */
const POLICY_OF_PAGE = CONTENT_POLICY.replace(/; frame-ancestors [^;]*/, "");

/** Writes the policy into the built page, so that it holds on a server that sends no headers, too. */
const contentPolicy: Plugin = {
  name: "content-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: POLICY_OF_PAGE },
      injectTo: "head-prepend",
    },
  ],
};

// biome-ignore lint/style/noDefaultExport: Vite wants one.
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // Any folder of any server will do.
  base: "./",
  resolve: { alias: { wellfit: fileURLToPath(new URL("../src/index.ts", import.meta.url)) } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [contentPolicy],
  worker: { format: "es" },
  build: {
    target: "es2023",
    // Nothing is worth a data: address, which the policy would have to allow.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
