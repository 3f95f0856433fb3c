import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { noteBundledPackages } from "./bundled-packages.ts";

/** The packages that are bundled, too: they consist of hundreds of small files. */
const BUNDLED = /^d3-|^internmap$/;

/**
 * Files that many others need, so that the commands, which are loaded one by one, do not cut the library into as many
 * pieces as it has uses. What prints a version needs nothing but the first.
 */
const SHARED = [
  { name: "start", test: /\/src\/base\/(?:errors|file-refusals|number-format|version)\.ts/, priority: 1 },
  {
    name: "library",
    test: /\/src\/(?:base|data\/(?!arrow|parquet)|engine|metrics|network|model|textbook|train)/,
  },
];

/**
 * Bundles the entries for Node into a few files side by side: index.js, node.js, the program main.js, the script of the
 * threads that train, and what they share. All other packages stay imports.
 *
 * @param root the project's folder
 * @param folder receives the files, and the licences of what is bundled
 */
export async function bundleForNode(root: string, folder: string): Promise<void> {
  const packages = noteBundledPackages(root);
  const bundle = await rolldown({
    cwd: root,
    input: {
      index: "src/index.ts",
      node: "src/node.ts",
      main: "src/cli/main.ts",
      "training-worker-node": "src/compare/training-worker-node.ts",
    },
    platform: "node",
    external: (id) => /^[@\w]/.test(id) && !BUNDLED.test(id),
    plugins: [packages.plugin],
  });
  await bundle.write({
    dir: folder,
    format: "esm",
    chunkFileNames: "[name].js",
    codeSplitting: { groups: SHARED },
  });
  await bundle.close();
  await writeFile(join(folder, "third-party-licenses.txt"), await packages.licences());
}
