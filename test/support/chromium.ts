import { tmpdir } from "node:os";
import { join } from "node:path";
import packed, { inflate } from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/** Whether this machine can run the Chromium that npm brings. Elsewhere, CHROMIUM_PATH names an installed one. */
export const hasChromium: boolean =
  process.env.CHROMIUM_PATH !== undefined || (process.platform === "linux" && process.arch === "x64");

export const CHROMIUM_MISSING =
  "npm's Chromium is for Linux on x86-64; set CHROMIUM_PATH to an installed one";

/** A headless Chromium: the one that CHROMIUM_PATH names, else the one from npm. */
export async function launchChromium(): Promise<Browser> {
  const installed = process.env.CHROMIUM_PATH;
  if (installed !== undefined) return chromium.launch({ executablePath: installed, args: ["--no-sandbox"] });
  // Its own flags run everything in one process, which dies with the first page that is closed.
  const options = { executablePath: await packed.executablePath(), args: ["--no-sandbox", "--disable-gpu"] };
  try {
    return await chromium.launch(options);
  } catch {
    // A bare system lacks the libraries that browsers link; the package has them too.
    await inflate(join(import.meta.dirname, "../../node_modules/@sparticuz/chromium/bin/al2023.tar.br"));
    const env = { ...process.env, LD_LIBRARY_PATH: join(tmpdir(), "al2023", "lib") };
    return chromium.launch({ ...options, env: env });
  }
}
