import type { Answer, Engine } from "./engine.ts";

/** Fingerprints by the names of their cases. */
export type Fingerprints = Readonly<Record<string, string>>;

/** What came of asking an engine. */
export type EngineResult = CheckedEngine | UncheckedEngine;

/** An engine that made all runs. */
export interface CheckedEngine {
  readonly kind: "checked";
  readonly name: string;
  readonly version: string;
  /** Operating system and processor. */
  readonly platform: string;
  /** The names of the cases that ended with other parameters, in their order. */
  readonly different: readonly string[];
}

/** An engine that is not here or cannot make the runs ("not checked"), or that broke off ("failed"). */
export interface UncheckedEngine {
  readonly kind: "not checked" | "failed";
  readonly name: string;
  /** Why, and what would help, in a sentence without its full stop. */
  readonly reason: string;
}

/**
 * Asks one engine.
 *
 * @param script what bundle-program.ts makes
 * @param golden the fingerprints that every engine must give
 */
export async function checkEngine(
  { name, ask }: Engine,
  script: string,
  golden: Fingerprints,
): Promise<EngineResult> {
  try {
    const reply = await ask(script);
    if ("missing" in reply) return { kind: "not checked", name, reason: reply.missing };
    const { version, platform } = reply;
    const answer = JSON.parse(reply.answer) as Answer;
    if (answer.kind === "no simd") {
      return { kind: "not checked", name, reason: `version ${version} has no WebAssembly SIMD` };
    }
    if (answer.kind === "failed") return { kind: "failed", name, reason: answer.reason };
    const different = Object.keys(golden).filter((key) => answer.fingerprints[key] !== golden[key]);
    return { kind: "checked", name, version, platform, different };
  } catch (error) {
    return { kind: "failed", name, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether an engine shows that the promise of the same bits is broken. One that is not here shows nothing. */
export function isBroken(result: EngineResult): boolean {
  return result.kind === "checked" ? result.different.length > 0 : result.kind === "failed";
}
