import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium as driver } from "playwright-core";
import { CHROMIUM_MISSING, hasChromium, launchChromium } from "../../test/support/chromium.ts";
import { capture, findProgram } from "./commands.ts";
import { describePlatform, type Engine, type Reply } from "./engine.ts";
import { type Page, servePage } from "./page.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";

/** The Chromium from npm, or the one that CHROMIUM_PATH names. */
export const chromium: Engine = {
  name: "Chromium",
  ask: async (script) => (hasChromium ? askChromium(script, launchChromium) : { missing: CHROMIUM_MISSING }),
};

/** The Chromium that is installed on this machine. */
export const installedChromium: Engine = {
  name: "Chromium of the system",
  ask: async (script) => {
    const executablePath = findProgram("chromium", "chromium-browser", "google-chrome");
    if (executablePath === undefined) return { missing: "no chromium: Debian's chromium has it" };
    return askChromium(script, () => driver.launch({ executablePath, args: ["--no-sandbox"] }));
  },
};

/** The Firefox that is installed on this machine. */
export const firefox: Engine = {
  name: "Firefox",
  ask: async (script) => {
    const program = findProgram("firefox-esr", "firefox");
    if (program === undefined) return { missing: "no firefox: Debian's firefox-esr has it" };
    const version = /[\d.]+\S*/.exec(await capture(program, ["--version"]))?.[0] ?? "unknown";
    const answer = await withPage(script, (page) => openInFirefox(program, page));
    return { version, platform: describePlatform(), answer };
  },
};

/** Firefox speaks to the network by itself when it starts; none of that is wanted here. */
const FIREFOX_PREFERENCES = {
  "app.normandy.enabled": false,
  "app.update.auto": false,
  "browser.aboutwelcome.enabled": false,
  "browser.safebrowsing.downloads.remote.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.healthreport.uploadEnabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "toolkit.telemetry.enabled": false,
};

async function askChromium(script: string, launch: () => Promise<Browser>): Promise<Reply> {
  const browser = await launch();
  try {
    const answer = await withPage(script, async (page) => {
      await (await browser.newPage()).goto(page.url);
      return page.answer;
    });
    return { version: browser.version(), platform: describePlatform(), answer };
  } finally {
    await browser.close();
  }
}

async function withPage(script: string, use: (page: Page) => Promise<string>): Promise<string> {
  const page = await servePage(script);
  try {
    return await use(page);
  } finally {
    page.close();
  }
}

/** Nothing that drives browsers drives a Firefox as Debian ships it; opening a page takes no driver. */
function openInFirefox(program: string, { url, answer }: Page): Promise<string> {
  return withTemporaryFolder(async (folder) => {
    const lines = Object.entries(FIREFOX_PREFERENCES).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${value});`,
    );
    await writeFile(join(folder, "user.js"), lines.join("\n"));
    const args = ["--headless", "--no-remote", "--profile", folder, url];
    const browser = spawn(program, args, { stdio: "ignore", env: { ...process.env, HOME: folder } });
    const exited = once(browser, "exit");
    try {
      const ended = exited.then(([code]) => Promise.reject(new Error(`it ended with code ${code}`)));
      return await Promise.race([answer, ended]);
    } finally {
      browser.kill();
      await exited;
    }
  });
}
