import * as fs from "node:fs/promises";
import { expect, it, vi } from "vitest";
import { toRefusal } from "./file-refusals.ts";
import { readBytes, writeWhole } from "./files.ts";

vi.mock("node:fs/promises", { spy: true });

/** What Node throws when the system refuses something. */
const systemError = (code: string): Error => Object.assign(new Error(code), { code, syscall: "open" });

it.each([
  ["ENOENT", "no such file or folder"],
  ["EACCES", "no permission"],
  ["EPERM", "no permission"],
  ["EROFS", "a read-only file system"],
  ["ENOSPC", "no space left on the disk"],
  ["EDQUOT", "no space left in the quota"],
  ["EFBIG", "a file larger than allowed"],
  ["EISDIR", "a folder"],
  ["ENOTDIR", "a file where a folder is needed"],
  ["EEXIST", "a file where a folder is needed"],
  ["EMFILE", "too many open files"],
  ["ENAMETOOLONG", "a name that is too long"],
  ["ELOOP", "links that lead in a circle"],
  ["ENXIO", "a socket or a device that takes no data"],
  ["EBUSY", "a file that the system keeps in use"],
  ["EPIPE", "a pipe that nobody reads"],
  ["ERR_FS_FILE_TOO_LARGE", "more data than fits into memory"],
  ["EIO", "EIO"],
])("a refusal by %s is said in words: %s", async (code, words) => {
  vi.mocked(fs.stat).mockRejectedValueOnce(systemError(code));
  await expect(readBytes("data.csv")).rejects.toThrow(
    `data.csv: expected a file that can be read, got ${words}.`,
  );
});

it("a place that cannot even be looked at is refused, not taken for free", async () => {
  vi.mocked(fs.stat).mockRejectedValueOnce(systemError("EACCES"));
  await expect(writeWhole("secret/model.json", "")).rejects.toThrow(
    "secret/model.json: expected a place that can be written, got no permission.",
  );
});

it("an error that is not the system's stays what it is", () => {
  const defect = new TypeError("a defect");
  expect(toRefusal("x", "y", defect)).toBe(defect);
});
