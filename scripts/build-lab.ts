import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vite";
import { noteBundledPackages } from "./bundled-packages.ts";

/**
 * Builds the lab's page into a folder of files that any web server can serve from any place, with the licences of what
 * it takes in.
 *
 * @param root the project's folder
 * @param folder receives the files; what is in it goes
 */
export async function buildLab(root: string, folder: string): Promise<void> {
  const packages = noteBundledPackages(root);
  await build({
    configFile: join(root, "lab/vite.config.ts"),
    logLevel: "warn",
    plugins: [packages.plugin],
    worker: { plugins: () => [packages.plugin] },
    build: { outDir: folder, emptyOutDir: true, reportCompressedSize: false },
  });
  await writeFile(join(folder, "third-party-licenses.txt"), await packages.licences());
}
