/** A JavaScript engine that may be on this machine. */
export interface Engine {
  readonly name: string;
  /**
   * Runs the script of bundle-program.ts.
   * @throws when the engine is there but does not answer
   */
  readonly ask: (script: string) => Promise<Reply | Missing>;
}

/** What the script says. */
export type Answer =
  | { readonly kind: "fingerprints"; readonly fingerprints: Readonly<Record<string, string>> }
  | { readonly kind: "no simd" }
  | { readonly kind: "failed"; readonly reason: string };

/** What an engine that was found says. */
export interface Reply {
  /** The engine's own version. */
  readonly version: string;
  /** Operating system and processor. */
  readonly platform: string;
  /** An {@link Answer} as JSON. */
  readonly answer: string;
}

/** An engine that this machine lacks. */
export interface Missing {
  /** What is missing and how to get it, in a sentence without its full stop. */
  readonly missing: string;
}

const SYSTEMS: Readonly<Record<string, string>> = { linux: "Linux", darwin: "macOS", win32: "Windows" };
const PROCESSORS: Readonly<Record<string, string>> = { x64: "x86-64" };

/** A platform in words, from Node's names of it; by default the one of this process. */
export function describePlatform(
  system: string = process.platform,
  processor: string = process.arch,
): string {
  return `${SYSTEMS[system] ?? system}, ${PROCESSORS[processor] ?? processor}`;
}
