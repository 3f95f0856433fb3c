import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rolldown } from "rolldown";

/** The packages that are bundled, too: they consist of hundreds of small files. */
const BUNDLED = /^d3-|^internmap$/;

/**
 * Bundles the entries for Node into a few files side by side: index.js, node.js, the program main.js, and what they
 * share. All other packages stay imports.
 *
 * @param root the project's folder
 * @param folder receives the files, and the licences of what is bundled
 */
export async function bundleForNode(root: string, folder: string): Promise<void> {
  const inlined = new Set<string>();
  const bundle = await rolldown({
    cwd: root,
    input: { index: "src/index.ts", node: "src/node.ts", main: "src/cli/main.ts" },
    platform: "node",
    external: (id) => /^[@\w]/.test(id) && !BUNDLED.test(id),
    plugins: [
      {
        name: "note-packages",
        load: (id) => {
          const name = /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1];
          if (name !== undefined) inlined.add(name);
          return null;
        },
      },
    ],
  });
  await bundle.write({ dir: folder, format: "esm", chunkFileNames: "[name].js" });
  await bundle.close();
  const licences = await Promise.all(
    [...inlined].toSorted().map(async (name) => {
      const text = await readFile(join(root, "node_modules", name, "LICENSE"), "utf8");
      return `${name}\n\n${text.trim()}\n`;
    }),
  );
  await writeFile(join(folder, "third-party-licenses.txt"), licences.join("\n---\n\n"));
}
