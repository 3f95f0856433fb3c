import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { CONTENT_POLICY } from "../src/lab-server/content-policy.ts";
import { lazyKernels } from "./lazy-kernels.ts";
import { toWoff2 } from "./to-woff2.ts";

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

/** The weights of Inter that the page has, and the files that the pictures have them in. */
const FONTS = { "inter-400": "Inter_400Regular", "inter-600": "Inter_600SemiBold" } as const;

/** Makes the page's fonts of those that the pictures have, where they are not there yet. */
const fonts: Plugin = {
  name: "fonts",
  buildStart: async () => {
    const folder = new URL("src/style/fonts/", import.meta.url);
    await mkdir(folder, { recursive: true });
    for (const [name, source] of Object.entries(FONTS)) {
      const file = new URL(`${name}.woff2`, folder);
      if (existsSync(file)) continue;
      const font = await readFile(new URL(`../assets/fonts/${source}.ttf`, import.meta.url));
      await writeFile(file, toWoff2(font));
    }
  },
};

// biome-ignore lint/style/noDefaultExport: Vite wants one.
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // Any folder of any server will do.
  base: "./",
  resolve: { alias: { wellfit: fileURLToPath(new URL("../src/index.ts", import.meta.url)) } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [contentPolicy, fonts, lazyKernels],
  worker: { format: "es", plugins: () => [lazyKernels] },
  build: {
    target: "es2023",
    // Nothing is worth a data: address, which the policy would have to allow.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // How long plugins take is of no interest while all together take a moment.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
