import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { rolldown } from "rolldown";

/** A page whose program is a module: what it exports is found in the global `program`. */
export interface ModulePage {
  readonly page: Page;
  /** What the page reported as errors that nobody caught, or wrote to its console. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

const HTML = `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<script type="module">
import * as program from "./program.js";
globalThis.program = program;
</script>
`;

/**
 * Opens a page that this machine alone is served: module workers need one that comes from a server.
 *
 * @param program a module, bundled already
 * @param scripts what lies beside it, by names
 * @param headers sent with every file
 */
export async function openModulePage(
  browser: Browser,
  program: string,
  scripts: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<ModulePage> {
  const files: Readonly<Record<string, string>> = { "/": HTML, "/program.js": program, ...prefixed(scripts) };
  const server = createServer((request, response) => {
    const text = files[request.url ?? ""];
    const type = request.url === "/" ? "text/html" : "text/javascript";
    response
      .writeHead(text === undefined ? 404 : 200, { ...headers, "content-type": `${type}; charset=utf-8` })
      .end(text);
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction("globalThis.program !== undefined");
  const close = async (): Promise<void> => {
    await page.close();
    server.closeAllConnections();
    server.close();
  };
  return { page, complaints, close };
}

function prefixed(scripts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(scripts).map(([name, text]) => [`/${name}`, text]));
}

/** A file as a module that imports nothing, for a browser. */
export async function bundleModule(file: URL): Promise<string> {
  const build = await rolldown({ input: fileURLToPath(file), platform: "browser" });
  const { output } = await build.generate({ format: "esm" });
  await build.close();
  return output[0].code;
}

/** A program that uses the package of a project, as {@link bundleModule} gives it. */
export async function bundleProgram(project: string, program: string): Promise<string> {
  const input = join(project, `${randomUUID()}.mjs`);
  await writeFile(input, program);
  try {
    return await bundleModule(pathToFileURL(input));
  } finally {
    await rm(input);
  }
}
