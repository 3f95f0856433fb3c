import { writeFile } from "node:fs/promises";
import { rolldown } from "rolldown";
import { noteBundledPackages } from "./bundled-packages.ts";

/**
 * Bundles the script of the web workers that train into one file that imports nothing: a page's import map does not
 * count in workers, so no package could be found there. The licences of what it takes in stand at its top.
 *
 * @param root the project's folder
 * @param file receives the script
 */
export async function bundleWebWorker(root: string, file: string): Promise<void> {
  const packages = noteBundledPackages(root);
  const bundle = await rolldown({
    cwd: root,
    input: "src/compare/training-worker-web.ts",
    platform: "browser",
    plugins: [packages.plugin],
  });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  await writeFile(file, `/*!\n${await packages.licences()}*/\n${output[0].code}`);
}
