import { join } from "node:path";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, inject } from "vitest";
import { type LabServer, serveLab } from "../../src/lab-server/serve-lab.ts";
import { CHROMIUM_MISSING, hasChromium, launchChromium } from "./chromium.ts";

/** The lab as it is in the built package, in a browser. */
export interface OpenedLab {
  readonly page: Page;
  /** Where it is. */
  readonly url: string;
  /** The addresses that the page has asked for. */
  readonly requests: readonly string[];
  /** What it reported as errors, or wrote to its console: also breaches of its policy. */
  readonly complaints: string[];
  /** Throws where there are complaints. */
  readonly close: () => Promise<void>;
}

/** What a lab is opened with. */
export interface LabVisit extends BrowserContextOptions {
  /** What stands behind the page's address. */
  readonly hash?: string;
  readonly data?: Parameters<typeof serveLab>[0]["data"];
}

/** The folder of the built page. */
export function labFolder(): string {
  return join(inject("project"), "node_modules/wellfit/dist/lab");
}

/** Opens the lab of the built package. */
export async function openLab(
  browser: Browser,
  { hash = "", data, ...options }: LabVisit = {},
): Promise<OpenedLab> {
  const server: LabServer = await serveLab({ folder: labFolder(), data });
  const context = await browser.newContext({ locale: "en-US", ...options });
  context.setDefaultTimeout(PATIENT.timeout);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(server.url + hash);
  const close = async (): Promise<void> => {
    await context.close();
    await server.close();
    if (complaints.length > 0) throw new Error(`The page complained: ${complaints.join("; ")}`);
  };
  return { page, url: server.url, requests, complaints, close };
}

/** What each network's small print says, in the order of the networks. */
export async function fingerprintsOf(page: Page): Promise<string[]> {
  return page.getByRole("article").locator("code").allTextContents();
}

/** Waits until all networks have come to rest, and their summary says something. */
export async function expectRest(page: Page, sentence: string | RegExp): Promise<void> {
  await page.getByRole("status").getByText(sentence).first().waitFor();
}

/** For `expect.poll`: a machine that has much to do takes its time. */
export const PATIENT = { timeout: 60_000 };

/** Runs so short that a test need not wait. */
export const SHORT = "#iterations=600";

/** A button by its whole name. */
export function button(page: Page, name: string): Locator {
  return page.getByRole("button", { name, exact: true });
}

/** What the networks are called, in their order. */
export function namesOf(page: Page): Promise<string[]> {
  return page.getByRole("article").getByRole("heading").allTextContents();
}

/** What the tests of a file open labs with. */
export interface LabVisits {
  /** Opens the lab for one test, and closes it after. */
  readonly visit: (options?: LabVisit) => Promise<Page>;
  /** The lab that was opened. */
  readonly opened: () => OpenedLab;
  readonly browser: () => Browser;
}

/** Gives the tests of the calling file a browser; without one, they are skipped. */
export function useLab(): LabVisits {
  let browser: Browser;
  let opened: OpenedLab | undefined;
  beforeAll(async () => {
    if (hasChromium) browser = await launchChromium();
  });
  beforeEach(({ skip }) => skip(!hasChromium, CHROMIUM_MISSING));
  afterEach(async () => {
    const closing = opened?.close();
    opened = undefined;
    await closing;
  });
  afterAll(() => browser?.close());
  return {
    visit: async (options) => {
      opened = await openLab(browser, options);
      return opened.page;
    },
    opened: () => opened as OpenedLab,
    browser: () => browser,
  };
}
