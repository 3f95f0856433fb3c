import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PROGRAM } from "./bundle-program.ts";
import { capture, findProgram } from "./commands.ts";
import { describePlatform, type Engine } from "./engine.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";

/** What browsers and Node have and a bare engine has not, as far as training needs it. All texts there are ASCII. */
const SHIMS = `
globalThis.setImmediate = (resume) => setTimeout(resume, 0);
globalThis.TextEncoder = class {
  encode(text) {
    if (/[^\\0-\\x7f]/.test(text)) throw new Error("this encoder knows ASCII only");
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  }
};
`;

/**
 * The script for an engine that is nothing but an engine: it needs `setTimeout`, and gives its answer to `print`.
 *
 * @param script what bundle-program.ts makes
 */
export function toBareProgram(script: string): string {
  return `${SHIMS}${script}\n${PROGRAM}.answer().then(print);\n`;
}

/** Safari's engine as a program of its own. */
export const javaScriptCore: Engine = {
  name: "JavaScriptCore",
  ask: async (script) => {
    const program = findProgram("jsc");
    if (program === undefined) return { missing: "no jsc: Debian's libjavascriptcoregtk-4.0-bin has it" };
    return withTemporaryFolder(async (folder) => {
      const path = join(folder, "program.js");
      await writeFile(path, toBareProgram(script));
      const answer = await capture(program, [path]);
      return { version: await versionOf(program), platform: describePlatform(), answer };
    });
  },
};

/** The engine does not tell its version; Debian's packages do. */
async function versionOf(program: string): Promise<string> {
  try {
    const [owner] = (await capture("dpkg-query", ["--search", program])).split(":");
    const version = await capture("dpkg-query", ["--show", "--showformat=${Version}", owner as string]);
    return `WebKitGTK ${/^[\d.]+/.exec(version)?.[0]}`;
  } catch {
    return "unknown";
  }
}
