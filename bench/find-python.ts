/** Which Python has which of the packages that are measured. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { environmentFor } from "./peer-process.ts";

/** A Python that has a package. */
export interface PythonPackage {
  readonly python: string;
  readonly version: string;
}

interface Probe {
  readonly executable: string;
  readonly modules: Readonly<Record<string, { readonly version?: string; readonly error?: string }>>;
}

/** Where Python may be: the one in PATH, and the operating system's, which may have other packages. */
const CANDIDATES = ["python3", "/usr/bin/python3"];

const PROBE = fileURLToPath(new URL("peers/probe.py", import.meta.url));

/**
 * Looks for packages in every Python of this machine.
 *
 * @returns for a package by its name: where it was found, each version once, and otherwise why not
 */
export function findPythonPackages(
  names: readonly string[],
): (name: string) => { found: readonly PythonPackage[]; reason: string } {
  const probes = CANDIDATES.map((candidate) => ({ candidate, probe: probe(candidate, names) }));
  return (name) => {
    const found = new Map<string, PythonPackage>();
    const reasons: string[] = [];
    for (const { candidate, probe: result } of probes) {
      const { version, error } = result?.modules[name] ?? { error: "does not run" };
      if (version === undefined) reasons.push(`${candidate}: ${error}`);
      else if (!found.has(version)) found.set(version, { python: candidate, version });
    }
    return { found: [...found.values()], reason: reasons.join("; ") };
  };
}

function probe(candidate: string, names: readonly string[]): Probe | undefined {
  const env = environmentFor(1);
  const { status, stdout } = spawnSync(candidate, [PROBE, ...names], { encoding: "utf8", env });
  return status === 0 ? (JSON.parse(stdout) as Probe) : undefined;
}
