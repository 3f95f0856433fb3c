import { rolldown } from "rolldown";
import { BUILT_ENTRY } from "./built-package.ts";

const PROGRAM = "program.js";

/**
 * A program that imports the built package as "wellfit", bundled and minified into one script for a page.
 *
 * @param program a module; what it exports is found in the global `program`
 */
export async function bundleProgram(program: string): Promise<string> {
  const build = await rolldown({
    input: PROGRAM,
    platform: "browser",
    resolve: { alias: { wellfit: BUILT_ENTRY } },
    plugins: [
      {
        name: "program",
        resolveId: (id) => (id === PROGRAM ? id : undefined),
        load: (id) => (id === PROGRAM ? program : undefined),
      },
    ],
  });
  const { output } = await build.generate({ format: "iife", name: "program", minify: true });
  await build.close();
  return output[0].code;
}
