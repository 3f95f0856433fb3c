import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it, type TestContext, vi } from "vitest";
import { checkWritable, writeFolder, writeWhole } from "./files.ts";

vi.mock("node:fs/promises", { spy: true });

const { chmod, chown, link, mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, symlink, writeFile } =
  await vi.importActual<typeof fs>("node:fs/promises");

let folder: string;
const at = (...names: string[]): string => join(folder, ...names);
const write = (files: Record<string, string>): Promise<void> =>
  writeFolder(at("out"), new Map(Object.entries(files)));
/** Names and contents of the folder that is written to. */
const contents = async (): Promise<Record<string, string>> => {
  const names = (await readdir(at("out"))).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(at("out", name), "utf8")));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] as string]));
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-together-"));
  await mkdir(at("out"));
});
afterEach(async () => {
  vi.resetAllMocks();
  await rm(folder, { recursive: true });
});

/** What Node throws when the system refuses something. */
const refusal = (code: string): Error => Object.assign(new Error(code), { code, syscall: "rename" });

/** Refuses to give a draft the name of one file, from now on. */
const holdName = (name: string, code: string): void => {
  vi.mocked(fs.rename).mockImplementation(async (from, to) => {
    if (String(to).endsWith(`/${name}`)) throw refusal(code);
    await rename(from, to);
  });
};

describe("when a later file cannot take its name", () => {
  const old = { a: "old a", c: "old c", mine: "kept" };

  it("those that were replaced come back, those that were new go, and nothing stays beside them", async () => {
    for (const [name, text] of Object.entries(old)) await writeFile(at("out", name), text);
    const { ino } = await stat(at("out", "a"));
    holdName("c", "EIO");
    await expect(write({ a: "new a", b: "new b", c: "new c" })).rejects.toThrow(
      `${at("out", "c")}: expected a place that can be written, got EIO.`,
    );
    expect(await contents()).toEqual(old);
    expect((await stat(at("out", "a"))).ino).toBe(ino);
  });

  it("so they do on a disk without hard links", async () => {
    for (const [name, text] of Object.entries(old)) await writeFile(at("out", name), text);
    vi.mocked(fs.link).mockRejectedValue(refusal("EPERM"));
    holdName("c", "EIO");
    await expect(write({ a: "new a", b: "new b", c: "new c" })).rejects.toThrow("got EIO.");
    expect(await contents()).toEqual(old);
  });

  it("only those are kept aside whose place is taken before another's: a single file needs no second name", async () => {
    await writeFile(at("out", "a"), "old a");
    await writeWhole(at("out", "a"), "new a");
    expect(fs.link).not.toHaveBeenCalled();
    holdName("a", "EIO");
    await expect(writeWhole(at("out", "a"), "newer a")).rejects.toThrow("got EIO.");
    expect(await contents()).toEqual({ a: "new a" });
  });

  it("a folder that appears late under the name of a new file stays", async () => {
    vi.mocked(fs.rename).mockImplementationOnce(async (from, to) => {
      await rename(from, to);
      await mkdir(at("out", "b"));
    });
    await expect(write({ a: "1", b: "2" })).rejects.toThrow("got a folder.");
    expect(await readdir(at("out"))).toEqual(["b"]);
  });
});

describe("a file that the system holds in its place", () => {
  it("gets the contents, and the old ones back when another one fails", async () => {
    await writeFile(at("out", "a"), "old a");
    const { ino } = await stat(at("out", "a"));
    holdName("a", "EBUSY");
    await write({ a: "new a", b: "new b" });
    expect(await contents()).toEqual({ a: "new a", b: "new b" });
    vi.mocked(fs.rename).mockImplementation(async (from, to) => {
      if (/\/(a|b)$/.test(String(to))) throw refusal(String(to).endsWith("a") ? "EBUSY" : "EIO");
      await rename(from, to);
    });
    await expect(write({ a: "third a", b: "third b" })).rejects.toThrow("got EIO.");
    expect(await contents()).toEqual({ a: "new a", b: "new b" });
    expect((await stat(at("out", "a"))).ino).toBe(ino);
  });

  it("gets its old contents back when the new ones cannot be written", async () => {
    await writeFile(at("out", "a"), "old a");
    holdName("a", "EBUSY");
    vi.mocked(fs.writeFile).mockImplementation(async (path, data, options) => {
      const isFull = path === at("out", "a") && Buffer.isBuffer(data) && data.toString() === "new a";
      await writeFile(path, isFull ? "ne" : data, options);
      if (isFull) throw refusal("ENOSPC");
    });
    await expect(writeWhole(at("out", "a"), "new a")).rejects.toThrow("got no space left on the disk.");
    expect(await contents()).toEqual({ a: "old a" });
  });

  /** Holds a file as a container holds one that is mounted into it. */
  const hold = (path: string, context: TestContext): void => {
    try {
      execFileSync("mount", ["--bind", path, path], { stdio: "ignore" });
    } catch {
      context.skip("needs the right to mount a file");
    }
  };

  it("as a mount of one file does", async (context) => {
    await writeFile(at("out", "a"), "old");
    hold(at("out", "a"), context);
    try {
      await checkWritable(at("out", "a"), "file");
      await writeWhole(at("out", "a"), "new");
      expect(await contents()).toEqual({ a: "new" });
      await write({ a: "newer", b: "1" });
      expect(await contents()).toEqual({ a: "newer", b: "1" });
      holdName("c", "EIO");
      await expect(write({ a: "newest", c: "1" })).rejects.toThrow("got EIO.");
      expect(await readFile(at("out", "a"), "utf8")).toBe("newer");
    } finally {
      execFileSync("umount", [at("out", "a")]);
    }
    expect(await contents()).toEqual({ a: "newer", b: "1" });
  });
});

describe.skipIf(process.platform === "win32")("a file that is replaced", () => {
  it("keeps its rights, also through a link and in a folder", async () => {
    await writeFile(at("out", "a"), "old");
    await chmod(at("out", "a"), 0o600);
    await symlink("a", at("out", "link"));
    for (const name of ["a", "link"]) {
      await writeWhole(at("out", name), "new");
      expect((await stat(at("out", "a"))).mode & 0o7777, name).toBe(0o600);
    }
    await chmod(at("out", "a"), 0o662);
    await write({ a: "newer" });
    expect((await stat(at("out", "a"))).mode & 0o7777).toBe(0o662);
  });

  it("keeps its owner where the system lets it", async (context) => {
    await writeFile(at("out", "a"), "old");
    await chown(at("out", "a"), 1234, 5678).catch(() => context.skip("needs the right to give files away"));
    await writeWhole(at("out", "a"), "new");
    const { uid, gid } = await stat(at("out", "a"));
    expect([uid, gid]).toEqual([1234, 5678]);
  });

  it("leaves another name of the same file with the old contents, as a move does", async () => {
    await writeFile(at("out", "a"), "old");
    await link(at("out", "a"), at("out", "b"));
    await writeWhole(at("out", "a"), "new");
    expect(await contents()).toEqual({ a: "new", b: "old" });
  });

  it("is refused before any work where it is protected, and so is replacing it", async () => {
    await writeFile(at("out", "a"), "old");
    vi.mocked(fs.open).mockImplementation(async (path, ...rest) => {
      if (path === at("out", "a")) throw refusal("EACCES");
      return open(path, ...rest);
    });
    const message = `${at("out", "a")}: expected a place that can be written, got no permission.`;
    await expect(checkWritable(at("out", "a"), "file")).rejects.toThrow(message);
    await expect(write({ b: "1", a: "new" })).rejects.toThrow(message);
    expect(await contents()).toEqual({ a: "old" });
  });
});
