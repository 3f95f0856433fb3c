import { constants } from "node:buffer";
import { execFileSync } from "node:child_process";
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UnsupportedError } from "./errors.ts";
import { checkWritable, readBytes, readTextBytes, writeFolder, writeWhole } from "./files.ts";
import { isSameFile, toRealPath } from "./places.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-files-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe("readBytes", () => {
  it("gives the bytes of a file", async () => {
    await writeFile(join(folder, "a"), "abc");
    expect(await readBytes(join(folder, "a"))).toEqual(new TextEncoder().encode("abc"));
  });

  it("says what is wrong with a file that is missing, empty or a folder", async () => {
    await writeFile(join(folder, "empty"), "");
    await expect(readBytes(join(folder, "none"))).rejects.toThrow(
      `${join(folder, "none")}: expected a file that can be read, got no such file or folder.`,
    );
    await expect(readBytes(join(folder, "empty"))).rejects.toThrow("expected data, got an empty file.");
    await expect(readBytes(folder)).rejects.toThrow("expected a file that can be read, got a folder.");
  });
});

describe("a file that is too large", () => {
  /** A file that has a size and takes no room. */
  const writeHole = async (name: string, size: number): Promise<string> => {
    await writeFile(join(folder, name), "");
    await truncate(join(folder, name), size);
    return join(folder, name);
  };

  it("is refused before it is read, with what can be read", async () => {
    const large = await writeHole("large", 3 * 2 ** 30);
    await expect(readBytes(large)).rejects.toThrow(
      `${large}, a file of 3221 MB, is not supported. Take a part of it: at most 2147 MB of such a file can be read.`,
    );
    await expect(readTextBytes(await writeHole("text", 6e8))).rejects.toThrow(
      "text, a file of 600 MB, is not supported. Take a part of it: at most 536 MB of such a file can be read.",
    );
    await expect(readTextBytes(large)).rejects.toBeInstanceOf(UnsupportedError);
  });

  it.skipIf(process.platform === "win32")("is given up while it is read where it has no end", async () => {
    await expect(readTextBytes("/dev/zero")).rejects.toThrow(
      "/dev/zero, a file of more than 536 MB, is not supported. Take a part of it",
    );
  });

  it("is one that no text can hold: V8's limit", () => {
    expect(2 ** 29 - 24).toBe(constants.MAX_STRING_LENGTH);
  });
});

describe("writeWhole", () => {
  it("makes the folders on the way and leaves nothing beside the file", async () => {
    await writeWhole(join(folder, "b", "c.txt"), "text");
    expect(await readFile(join(folder, "b", "c.txt"), "utf8")).toBe("text");
    expect(await readdir(join(folder, "b"))).toEqual(["c.txt"]);
  });

  it("leaves the old file as it was when the new one cannot be written", async () => {
    await expect(writeWhole(folder, "text")).rejects.toThrow(
      "expected a place that can be written, got a folder.",
    );
    await writeFile(join(folder, "file"), "old");
    await expect(writeWhole(join(folder, "file", "inside"), "text")).rejects.toThrow(
      "got a file where a folder is needed.",
    );
    expect(await readdir(folder)).toEqual(["file"]);
  });

  it("refuses a name that is empty or that of a folder", async () => {
    await expect(writeWhole("", "text")).rejects.toThrow(
      '"": expected a place that can be written, got no such file or folder.',
    );
    await expect(writeWhole(`${join(folder, "new")}/`, "text")).rejects.toThrow("got a folder.");
    expect(await readdir(folder)).toEqual([]);
  });

  it("writes what a link leads to, and leaves the link a link", async () => {
    await writeFile(join(folder, "goal"), "old");
    await symlink("goal", join(folder, "link"));
    await symlink("link", join(folder, "link-to-link"));
    await symlink(join("new", "goal"), join(folder, "link-to-nothing"));
    await writeWhole(join(folder, "link-to-link"), "new");
    await writeWhole(join(folder, "link-to-nothing"), "first");
    expect(await readFile(join(folder, "goal"), "utf8")).toBe("new");
    expect(await readFile(join(folder, "new", "goal"), "utf8")).toBe("first");
    for (const name of ["link", "link-to-link", "link-to-nothing"]) {
      expect((await lstat(join(folder, name))).isSymbolicLink(), name).toBe(true);
    }
    expect(await readdir(folder)).toHaveLength(5);
  });

  it("takes away the folders that it made when the file cannot be written, and no others", async () => {
    const long = "n".repeat(300);
    const message = "got a name that is too long.";
    await mkdir(join(folder, "mine"));
    for (const path of [
      join(folder, "aa", long, "b.json"),
      join(folder, "mine", "bb", long),
      join(folder, "cc", "dd", long),
    ]) {
      await expect(writeWhole(path, "text")).rejects.toThrow(message);
      await expect(checkWritable(path, "file")).rejects.toThrow(message);
      await expect(checkWritable(path, "folder")).rejects.toThrow(message);
      await expect(writeFolder(path, new Map([["a", "1"]]))).rejects.toThrow(message);
      await expect(writeFolder(join(path, "deep"), new Map([["a", "1"]]))).rejects.toThrow(message);
    }
    expect(await readdir(folder)).toEqual(["mine"]);
    expect(await readdir(join(folder, "mine"))).toEqual([]);
  });

  it("refuses links that lead in a circle", async () => {
    await symlink("b", join(folder, "a"));
    await symlink("a", join(folder, "b"));
    await expect(writeWhole(join(folder, "a"), "text")).rejects.toThrow("got links that lead in a circle.");
    expect((await readdir(folder)).toSorted()).toEqual(["a", "b"]);
  });
});

describe.skipIf(process.platform !== "linux")("a folder in which the system makes none", () => {
  it("is refused at once", async () => {
    const refusal = "/proc/wellfit/a: expected a place that can be written, got no such file or folder.";
    await expect(checkWritable("/proc/wellfit/a", "folder")).rejects.toThrow(refusal);
    await expect(writeFolder("/proc/wellfit/a", new Map([["b", "c"]]))).rejects.toThrow(
      "/proc/wellfit/a: expected a folder that can be written, got no such file or folder.",
    );
  });
});

describe.skipIf(process.platform === "win32")("what is no file on a disk", () => {
  it("gives its bytes to a reader: a pipe", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const [bytes] = await Promise.all([readBytes(pipe), writeFile(pipe, "through the pipe")]);
    expect(new TextDecoder().decode(bytes)).toBe("through the pipe");
  });

  it("gets the contents and stays what it is: a pipe", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    await checkWritable(pipe, "file");
    const read = readFile(pipe, "utf8");
    await writeWhole(pipe, "through the pipe");
    expect(await read).toBe("through the pipe");
    expect((await stat(pipe)).isFIFO()).toBe(true);
    expect(await readdir(folder)).toEqual(["pipe"]);
  });

  it("gets the contents through a link, too, and among files that are replaced", async () => {
    const out = join(folder, "out");
    await mkdir(out);
    execFileSync("mkfifo", [join(folder, "pipe")]);
    await symlink("../pipe", join(out, "b"));
    const read = readFile(join(folder, "pipe"), "utf8");
    await writeFolder(
      out,
      new Map([
        ["a", "1"],
        ["b", "2"],
      ]),
    );
    expect([await readFile(join(out, "a"), "utf8"), await read]).toEqual(["1", "2"]);
    expect((await lstat(join(out, "b"))).isSymbolicLink()).toBe(true);
  });

  it("is refused where it takes no data: a socket", async () => {
    const socket = join(folder, "socket");
    const server = createServer();
    await new Promise<void>((done) => server.listen(socket, done));
    await expect(writeWhole(socket, "text")).rejects.toThrow("got a socket or a device that takes no data.");
    expect((await stat(socket)).isSocket()).toBe(true);
    await new Promise((done) => server.close(done));
  });
});

describe("writeFolder", () => {
  const write = (name: string, files: Record<string, string>): Promise<void> =>
    writeFolder(join(folder, name), new Map(Object.entries(files)));
  const read = (name: string): Promise<string> => readFile(join(folder, name), "utf8");

  it("makes a new folder with all files and nothing beside them", async () => {
    await write("deep/out", { a: "1", b: "2" });
    expect((await readdir(join(folder, "deep/out"))).toSorted()).toEqual(["a", "b"]);
    expect(await readdir(join(folder, "deep"))).toEqual(["out"]);
  });

  it("makes the folder that a link leads to", async () => {
    await symlink("goal", join(folder, "out"));
    await checkWritable(join(folder, "out"), "folder");
    await write("out", { a: "1" });
    expect(await read("goal/a")).toBe("1");
  });

  it("replaces files of the same names in a folder that is there, and lets the others stay", async () => {
    await write("out", { a: "old", mine: "kept" });
    await write("out", { a: "new", b: "added" });
    expect((await readdir(join(folder, "out"))).toSorted()).toEqual(["a", "b", "mine"]);
    expect([await read("out/a"), await read("out/b"), await read("out/mine")]).toEqual([
      "new",
      "added",
      "kept",
    ]);
  });

  it("replaces nothing when one of the files cannot be replaced", async () => {
    await mkdir(join(folder, "out", "b"), { recursive: true });
    await writeFile(join(folder, "out", "a"), "old");
    await expect(write("out", { a: "new", b: "new" })).rejects.toThrow(
      `${join(folder, "out", "b")}: expected a place that can be written, got a folder.`,
    );
    await expect(write("out", { a: "new", ["n".repeat(300)]: "new" })).rejects.toThrow(
      "got a name that is too long.",
    );
    expect((await readdir(join(folder, "out"))).toSorted()).toEqual(["a", "b"]);
    expect(await read("out/a")).toBe("old");
  });

  it("writes none when one cannot be written", async () => {
    const out = join(folder, "out");
    const files = new Map([
      ["a", "1"],
      ["no/such/folder", "2"],
    ]);
    await expect(writeFolder(out, files)).rejects.toThrow(`${out}: expected a folder that can be written`);
    expect(await readdir(folder)).toEqual([]);
  });

  it("checkWritable, before all of this, leaves nothing behind", async () => {
    await checkWritable(join(folder, "new", "deep", "file"), "file");
    await checkWritable(folder, "folder");
    expect(await readdir(folder)).toEqual([]);
    await writeFile(join(folder, "file"), "x");
    const refusal = "a file where a folder is needed";
    await expect(checkWritable(join(folder, "file", "out"), "folder")).rejects.toThrow(refusal);
    await expect(checkWritable(join(folder, "file"), "folder")).rejects.toThrow(refusal);
    await expect(checkWritable(folder, "file")).rejects.toThrow("got a folder.");
  });
});

it("isSameFile sees through links and other spellings, and nothing else is the same", async () => {
  await writeFile(join(folder, "a"), "x");
  await writeFile(join(folder, "b"), "x");
  await symlink("a", join(folder, "link"));
  expect(await isSameFile(join(folder, "link"), join(folder, ".", "a"))).toBe(true);
  expect(await isSameFile(join(folder, "a"), join(folder, "b"))).toBe(false);
  expect(await isSameFile(join(folder, "none"), join(folder, "none"))).toBe(false);
  expect(await isSameFile(folder, folder)).toBe(false);
});

it("toRealPath gives every spelling of a place the same path, also of one that is missing", async () => {
  await mkdir(join(folder, "real"));
  await symlink("real", join(folder, "link"));
  await symlink("real/new", join(folder, "link-to-new"));
  const path = join(await toRealPath(folder), "real", "new");
  for (const names of [["real", "new"], ["link", "new"], ["link-to-new"], ["real", "x", "..", "new"]]) {
    expect(await toRealPath([folder, ...names].join("/")), names.join("/")).toBe(path);
  }
});

describe("a full disk", () => {
  it("is said in words and leaves nothing half-written", async (context) => {
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], { stdio: "ignore" });
    } catch {
      context.skip("needs the right to mount a small file system");
    }
    try {
      const large = "x".repeat(100_000);
      const full = "got no space left on the disk.";
      await expect(writeWhole(join(folder, "model.json"), large)).rejects.toThrow(full);
      await expect(writeFolder(join(folder, "out"), new Map([["a", large]]))).rejects.toThrow(full);
      expect(await readdir(folder)).toEqual([]);
      await writeFolder(join(folder, "out"), new Map([["a", "old"]]));
      const files = new Map([
        ["a", "new"],
        ["b", large],
      ]);
      await expect(writeFolder(join(folder, "out"), files)).rejects.toThrow(full);
      expect(await readdir(join(folder, "out"))).toEqual(["a"]);
      expect(await readFile(join(folder, "out", "a"), "utf8")).toBe("old");
    } finally {
      execFileSync("umount", [folder]);
    }
  });
});
