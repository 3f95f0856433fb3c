import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, it } from "vitest";

const DIST = join(inject("project"), "node_modules/wellfit/dist");
const DECLARED = /^(?:export )?(?:declare )?(?:abstract )?(?:class|interface|type|const|function) ([\w$]+)/;

/** A declaration at the top of a file, without comments and texts. */
interface Declaration {
  readonly name: string;
  readonly text: string;
}

/** The declarations of a file of types: each begins in the first column. */
function declarationsOf(text: string): readonly Declaration[] {
  const bare = text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/`[^`]*`|"[^"\n]*"/g, '""')
    .replace(/\/\/.*$/gm, "");
  return bare
    .split(/\n(?=[a-z])/)
    .map((part) => ({ name: DECLARED.exec(part.trimStart())?.[1] ?? "", text: part }))
    .filter(({ name }) => name !== "");
}

/** The names that a file gives out by `export { … } from` and `export type { … } from`. */
function exportsOf(text: string): readonly string[] {
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].map(([, names]) => names as string);
  return lists.flatMap((names) => names.split(",").map((name) => name.replace(/^\s*type /, "").trim()));
}

/** For every public declaration, the types of the package that it speaks of and that nobody can import. */
function findHidden(all: readonly Declaration[], isPublic: ReadonlySet<string>): readonly string[] {
  const types = new Set(all.map(({ name }) => name).filter((name) => /^[A-Z].*[a-z]/.test(name)));
  return all
    .filter(({ name }) => isPublic.has(name))
    .flatMap(({ name, text }) =>
      [...new Set(text.match(/(?<![.\w$])[A-Z]\w*/g))]
        .filter((spoken) => types.has(spoken) && !isPublic.has(spoken))
        .map((spoken) => `${name}: ${spoken}`),
    );
}

it("every type that a public signature speaks of can be imported", async () => {
  const files = (await readdir(DIST, { recursive: true })).filter((name) => name.endsWith(".d.ts"));
  const texts = await Promise.all(files.map((name) => readFile(join(DIST, name), "utf8")));
  const entries = ["index.d.ts", "node.d.ts", "browser.d.ts", join("textbook", "index.d.ts")];
  const isPublic = new Set(entries.flatMap((name) => exportsOf(texts[files.indexOf(name)] as string)));
  expect(isPublic.size).toBeGreaterThan(80);
  expect(findHidden(texts.flatMap(declarationsOf), isPublic)).toEqual([]);
});

it("the check itself sees a type that is hidden", () => {
  const text =
    "/** Secret, told here. */\ninterface Secret {\n  a: 1;\n}\nexport declare function f(): Secret;\n";
  expect(findHidden(declarationsOf(text), new Set(["f"]))).toEqual(["f: Secret"]);
  expect(findHidden(declarationsOf(text), new Set(["f", "Secret"]))).toEqual([]);
});
