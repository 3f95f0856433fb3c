import { execFileSync, spawnSync } from "node:child_process";
import { open, rm, stat } from "node:fs/promises";
import { describe, expect, inject, it } from "vitest";
import { VERSION } from "../../src/base/version.ts";
import { parseModelBytes } from "../../src/model/model-bytes.ts";
import { loadModel } from "../../src/model/model-file.ts";
import { useCliFolder } from "../support/cli.ts";

const { path, run, runWith, read, list } = useCliFolder();

const ESCAPE = "\u001b[";

describe("help", () => {
  it("shows the commands, the version, and an example for each command", async () => {
    const { code, stdout } = await run("--help");
    expect(code).toBe(0);
    for (const command of ["compare", "train", "predict", "plot", "check-gradients"]) {
      expect(stdout).toContain(`  ${command} `);
      const help = await run(command, "-h");
      expect(help.code).toBe(0);
      expect(help.stdout).toMatch(new RegExp(`Example:\n {2}wellfit (${command}|train) `));
      for (const line of help.stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
    }
    expect((await run("--version")).stdout).toBe(`${VERSION}\n`);
    expect((await run("help", "train")).stdout).toBe((await run("train", "--help")).stdout);
    expect((await run("help", "runs", "list")).stdout).toBe((await run("runs", "list", "--help")).stdout);
    expect((await run("help")).stdout).toBe((await run("--help")).stdout);
  });

  it("flags tell their range by their default and choices", async () => {
    const help = (await run("train", "--help")).stdout.replace(/\s+/g, " ");
    expect(help).toContain("--hidden <20,3> units of each hidden layer (default: 20,3)");
    expect(help).toContain("--mask <fresh|frozen|stream>");
    expect(help).toContain("number of examples (for moons, circles, blobs, spirals or xor; default: 400)");
    expect(help).toContain("for labels (for a file with a table; default: the last)");
    expect(help).toContain("whether the first line names the columns (for a CSV file; default: auto)");
  });

  it("offers only what a command does: gradients take no steps, plot has no document to print", async () => {
    const gradients = (await run("check-gradients", "--help")).stdout;
    expect(gradients).toContain("--activation");
    expect(gradients).not.toMatch(/--iterations|--learning-rate|--cost-interval/);
    expect((await run("plot", "--help")).stdout).not.toContain("--json");
    expect((await run("train", "--help")).stdout).toContain("--json");
  });
});

describe("--quiet", () => {
  it("prints nothing and still writes the report", async () => {
    const args = ["compare", "moons", "--quiet", "--iterations", "10", "--seeds", "2", "--out", "a/b"];
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout, stderr]).toEqual([0, "", ""]);
    expect(await list("a/b")).toContain("report.html");
  });

  it("leaves the document of --json and errors", async () => {
    const { stdout } = await run("train", "--quiet", "--json", "--iterations", "1");
    expect(JSON.parse(stdout)).toMatchObject({ name: "none" });
    expect((await run("train", "--quiet", "missing.csv")).stderr).toContain("no such file");
  });
});

describe("colours", () => {
  const hasColors = async (env: Record<string, string | undefined>, ...flags: string[]): Promise<boolean> => {
    const args = ["train", "--iterations", "1", "-o", "m.json", ...flags];
    const { code, stdout } = await runWith({ env: { NO_COLOR: undefined, ...env } }, ...args);
    expect(code).toBe(0);
    return stdout.includes(ESCAPE);
  };

  it.each([undefined, "true"])(
    "are left out in a pipe, unless FORCE_COLOR asks for them; CI=%s",
    async (CI) => {
      expect(await hasColors({ CI })).toBe(false);
      expect(await hasColors({ CI, FORCE_COLOR: "1" })).toBe(true);
      expect(await hasColors({ CI, FORCE_COLOR: "0" })).toBe(false);
    },
  );

  it("NO_COLOR and --no-color win over FORCE_COLOR", async () => {
    expect(await hasColors({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
    expect(await hasColors({ FORCE_COLOR: "1", NO_COLOR: "" })).toBe(true);
    expect(await hasColors({ FORCE_COLOR: "1" }, "--no-color")).toBe(false);
  });
});

describe.skipIf(process.platform !== "linux")("standard output", () => {
  it("that is full is said in one line, and the program ends with 1", async () => {
    const full = await open("/dev/full", "w");
    for (const args of [
      ["train", "--iterations", "1"],
      ["train", "--json", "--iterations", "1"],
      ["--help"],
    ]) {
      const { code, stderr } = await runWith({ stdout: full.fd }, ...args);
      expect(stderr).toBe(
        "wellfit: standard output: expected a place that can be written, got no space left on the disk.\n",
      );
      expect(code).toBe(1);
    }
    await full.close();
    expect((await stat("/dev/full")).isCharacterDevice()).toBe(true);
  });

  /** Runs the program with a standard output that nobody reads. */
  const runUnread = async (...args: string[]): Promise<readonly [number | null, string]> => {
    const pipe = path("pipe");
    execFileSync("mkfifo", [pipe]);
    const [reader, writer] = await Promise.all([open(pipe, "r"), open(pipe, "w")]);
    await reader.close();
    const { code, stderr } = await runWith({ stdout: writer.fd }, ...args);
    await writer.close();
    await rm(pipe);
    return [code, stderr];
  };

  it("that nobody reads any more ends the program without a word", async () => {
    expect(await runUnread("--help")).toEqual([0, ""]);
    const endless = ["train", "--iterations", "1000000000"];
    expect(await runUnread(...endless)).toEqual([0, ""]);
    const many = ["compare", "--json", "--iterations", "200", "--seeds", "2"];
    expect(await runUnread(...many)).toEqual([0, ""]);
  });

  it("that nobody reads any more changes nothing for files that were asked for", async () => {
    expect(await runUnread("train", "--iterations", "5", "-o", "m.json")).toEqual([0, ""]);
    expect(JSON.parse(await read("m.json"))).toMatchObject({ format: "wellfit-model" });
    expect(await runUnread("compare", "--seeds", "2", "--iterations", "5", "--out", "r")).toEqual([0, ""]);
    expect(await list("r")).toContain("report.html");
    const args = ["compare", "--seeds", "1", "--iterations", "5", "--json", "--out", "r2"];
    expect(await runUnread(...args)).toEqual([0, ""]);
    expect(await list()).toEqual(["m.json", "r", "r2"]);
  });

  it("that nobody reads any more is said where -o names it", async () => {
    const command = `{ "${process.execPath}" "${inject("binary")}" train --quiet --iterations 5 -o /dev/stdout; echo $? >&2; } | true`;
    const { stderr } = spawnSync("sh", ["-c", command], { encoding: "utf8" });
    const refusal = "/dev/stdout: expected a place that can be written, got a pipe that nobody reads.";
    expect(stderr).toBe(`wellfit: ${refusal}\n1\n`);
  });

  it("can be what -o names, and gets the model", async () => {
    const command = `"${process.execPath}" "${inject("binary")}" train --quiet --iterations 1 -o /dev/stdout | cat`;
    const piped = new Uint8Array(execFileSync("sh", ["-c", command]));
    expect(parseModelBytes(piped).labels.targetName).toBe("y");
    const file = await open(path("kept.wellfit"), "w");
    await runWith({ stdout: file.fd }, "train", "--quiet", "--iterations", "1", "-o", "/dev/stdout");
    await file.close();
    expect((await loadModel(path("kept.wellfit"))).fingerprint).toBe(parseModelBytes(piped).fingerprint);
  });
});
