import type { TestProject } from "vitest/node";
import { ARTICLE_DATA_MISSING, articleData } from "./article.ts";
import { installPackage } from "./built-package.ts";
import { CHROMIUM_MISSING, hasChromium } from "./chromium.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** An empty project in which the freshly built package is installed. */
    readonly project: string;
    /** The command line program of that package. */
    readonly binary: string;
  }
}

/** Says once, where a reader of the tests' output sees it, which tests are skipped and why. */
function tellSkipped(tests: string, reason: string): void {
  process.stdout.write(`Skipped: ${tests} (${reason}).\n`);
}

/** Builds, packs and installs the package once for all tests that use it as its users do. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  if (articleData === undefined) tellSkipped("the article's figures on its own data", ARTICLE_DATA_MISSING);
  if (!hasChromium) tellSkipped("what runs in a browser", CHROMIUM_MISSING);
  const { folder, binary, remove } = await installPackage();
  provide("project", folder);
  provide("binary", binary);
  return remove;
}
