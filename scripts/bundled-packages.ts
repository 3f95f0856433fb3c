import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "rolldown";

/** Notes which packages a bundle takes in, whose licences then have to go with it. */
export interface BundledPackages {
  readonly plugin: Plugin;
  /** The licences of what was taken in so far, as one text. */
  readonly licences: () => Promise<string>;
}

/** @param root the project's folder, whose node_modules has the packages */
export function noteBundledPackages(root: string): BundledPackages {
  const names = new Set<string>();
  return {
    plugin: {
      name: "note-packages",
      load: (id) => {
        const name = /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1];
        if (name !== undefined) names.add(name);
        return null;
      },
    },
    licences: async () => {
      const texts = [...names].toSorted().map(async (name) => {
        const folder = join(root, "node_modules", name);
        const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
        if (file === undefined) throw new Error(`${folder} has no licence`);
        const text = await readFile(join(folder, file), "utf8");
        return `${name}\n\n${text.trim()}\n`;
      });
      return (await Promise.all(texts)).join("\n---\n\n");
    },
  };
}
