import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

/** The global variable that the script sets. */
export const PROGRAM = "wellfitBits";

/**
 * The sources of wellfit and all runs as one script, which every engine gets as it is. It sets the global `wellfitBits`,
 * whose `answer()` makes the runs.
 */
export async function bundleProgram(): Promise<string> {
  const input = fileURLToPath(new URL("program.ts", import.meta.url));
  const build = await rolldown({ input, platform: "browser" });
  const { output } = await build.generate({ format: "iife", name: PROGRAM });
  return output[0].code;
}
