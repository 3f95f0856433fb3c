/**
 * Fills the made parts of README.md and docs/*.md, between `<!-- made: NAME -->` and `<!-- end -->`, and draws the
 * pictures of the documents. A test holds the documents against this script.
 *
 * Run:  npm run docs
 */

import { readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { drawPictures } from "../src/report/pictures.ts";
import { docSections, readmeComparison } from "./doc-sections.ts";

const ROOT = new URL("..", import.meta.url);
const SHOWN_PICTURES = ["accuracy", "differences", "boundaries", "cost", "cost-parts", "weights"];

/** Every document by its path from the root, as it should be. */
export async function makeDocuments(): Promise<ReadonlyMap<string, string>> {
  const documents = new Map<string, string>();
  const pages = (await readdir(new URL("docs", ROOT))).filter((name) => name.endsWith(".md"));
  for (const path of ["README.md", ...pages.map((name) => `docs/${name}`)]) {
    documents.set(path, await fillSections(await readFile(new URL(path, ROOT), "utf8"), path));
  }
  for (const { name, svg } of drawPictures(await readmeComparison())) {
    if (SHOWN_PICTURES.includes(name)) documents.set(`docs/pictures/${name}.svg`, svg);
  }
  return documents;
}

async function fillSections(text: string, path: string): Promise<string> {
  const parts = text.split(/(?<=<!-- made: [\w-]+ -->\n)[\s\S]*?(?=<!-- end -->)/);
  const filled = await Promise.all(
    parts.map(async (part) => {
      const name = /<!-- made: ([\w-]+) -->\n$/.exec(part)?.[1];
      if (name === undefined) return part;
      const section = docSections[name];
      if (section === undefined) throw new Error(`${path}: there is no section "${name}"`);
      return `${part}\n${await section()}\n\n`;
    }),
  );
  return filled.join("");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, contents] of await makeDocuments()) await writeFile(new URL(path, ROOT), contents);
}
