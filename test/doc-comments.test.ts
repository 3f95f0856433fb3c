import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const DECLARATION =
  /^(?:export (?:declare |abstract |async )*(?:function|const|interface|type|class) [\w$]+)/;
/** A method, getter or static function of a class; of its constructor, the class's own comment speaks. */
const MEMBER =
  /^ {2}(?:static |async |get )*(?!constructor|if |for |while |switch |return )[a-z]\w*(?:<.*>)?\(.*\{$/;

/** A signature of several, of which the first has the doc comment. */
const OVERLOAD = /^ {2}(?:static )?\w+(?:<.*>)?\(.*;$/;

/** Lines of `text` that `pattern` matches and above which no doc comment ends. */
function undocumented(text: string, pattern: RegExp): string[] {
  const lines = text.split("\n");
  const isTold = (before: string): boolean => /\*\/\s*$/.test(before) || OVERLOAD.test(before);
  return lines.filter((line, index) => pattern.test(line) && !isTold(lines[index - 1] ?? ""));
}

const files = ["src", "lab/src"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".test.ts"))
    .map((name) => join(folder, name)),
);

it.each(files)("%s says of everything that it exports what it is for", (file) => {
  const text = readFileSync(join(ROOT, file), "utf8");
  expect(undocumented(text, DECLARATION)).toEqual([]);
  if (/^export class/m.test(text)) expect(undocumented(text, MEMBER)).toEqual([]);
});

it("the check itself sees what is missing", () => {
  expect(undocumented("/** Told. */\nexport function a() {}\nexport const b = 1;", DECLARATION)).toEqual([
    "export const b = 1;",
  ]);
  expect(undocumented("  /** Told. */\n  at(row: number): number {\n  map(): void {", MEMBER)).toEqual([
    "  map(): void {",
  ]);
});
