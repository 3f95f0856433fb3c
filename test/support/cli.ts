import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, inject } from "vitest";
import type { ComparisonDocument, RunDocument, VariantDocument } from "../../src/compare/documents.ts";

/** How a run of the command line ended. */
export interface CliResult {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run of the command line can be given beside its arguments. */
export interface CliContext {
  /** Is told what stands on standard output so far, whenever something comes. */
  readonly whileRunning?: (kill: (signal: NodeJS.Signals) => void, stdout: string) => void;
  /** Variables of the environment; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What comes on standard input; nothing without it. */
  readonly stdin?: Uint8Array;
  /** An open file that standard output goes to; a pipe to the result without it. */
  readonly stdout?: number;
}

/** Runs the real program, as npm installs it, in a folder; without a terminal. */
async function runCli(
  folder: string,
  args: readonly string[],
  { whileRunning, env = {}, stdin, stdout: file }: CliContext = {},
): Promise<CliResult> {
  const child = spawn(process.execPath, [inject("binary"), ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, NODE_OPTIONS: "", ...env },
    stdio: [stdin === undefined ? "ignore" : "pipe", file ?? "pipe", "pipe"],
  });
  child.stdin?.end(stdin);
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    whileRunning?.((signal) => child.kill(signal), stdout);
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
}

/** An empty folder for each test of a file, and what tests do in it. */
export interface CliFolder {
  /** Its path, in the test that is running. */
  readonly path: (...names: string[]) => string;
  readonly run: (...args: string[]) => Promise<CliResult>;
  readonly runWith: (context: CliContext, ...args: string[]) => Promise<CliResult>;
  readonly write: (name: string, contents: string | Uint8Array) => Promise<void>;
  readonly read: (name: string) => Promise<string>;
  /** The names in it, in order. */
  readonly list: (name?: string) => Promise<string[]>;
}

/** Gives every test of the calling file an empty folder, and takes it away afterwards. */
export function useCliFolder(): CliFolder {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "wellfit-cli-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const path = (...names: string[]): string => join(folder, ...names);
  return {
    path,
    run: (...args) => runCli(folder, args),
    runWith: (context, ...args) => runCli(folder, args, context),
    write: (name, contents) => writeFile(path(name), contents),
    read: (name) => readFile(path(name), "utf8"),
    list: async (name = ".") => (await readdir(path(name))).toSorted(),
  };
}

/** What `compare --json` prints. */
export type ComparisonJson = ComparisonDocument & { readonly seconds: number };

/** What `train --json` prints. */
export type TrainingJson = RunDocument &
  Pick<VariantDocument, "name" | "settings"> & {
    readonly dataset: ComparisonDocument["dataset"];
    readonly seconds: number;
  };

/** The document of `compare --json` without the time, which alone differs from one to the next. */
export function toTimelessJson(stdout: string): ComparisonDocument {
  const { seconds: _, ...document } = JSON.parse(stdout) as ComparisonJson;
  return document;
}

/** Interrupts the program, as ctrl-C does, once a text stands on its standard output. */
export function interruptAt(text: string): NonNullable<CliContext["whileRunning"]> {
  let isSent = false;
  return (kill, stdout) => {
    if (isSent || !stdout.includes(text)) return;
    isSent = true;
    kill("SIGINT");
  };
}
