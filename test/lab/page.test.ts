import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { describeOptions } from "../../src/base/options.ts";
import { datasets } from "../../src/data/datasets.ts";
import { parseModelBytes } from "../../src/model/model-bytes.ts";
import { trainOptions } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";
import { CHROMIUM_MISSING, hasChromium, launchChromium } from "../support/chromium.ts";
import { expectRest, fingerprintsOf, type LabVisit, type OpenedLab, openLab } from "../support/lab-page.ts";

let browser: Browser;
beforeAll(async () => {
  if (hasChromium) browser = await launchChromium();
});
beforeEach(({ skip }) => skip(!hasChromium, CHROMIUM_MISSING));
afterAll(() => browser?.close());

let opened: OpenedLab | undefined;
/** Opens the lab for one test. */
async function visit(options: LabVisit = {}): Promise<Page> {
  opened = await openLab(browser, options);
  return opened.page;
}
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const namesOf = (page: Page): Promise<string[]> =>
  page.getByRole("article").getByRole("heading").allTextContents();
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
/** Runs so short that a test need not wait. */
const SHORT = "#iterations=600";

describe("the lab", () => {
  it("opens with the article's three networks, and trains them without a click", async () => {
    const page = await visit();
    expect(await page.title()).toBe("What regularization does · wellfit lab");
    expect(await namesOf(page)).toEqual(["No regularization", "L2, λ = 0.7", "Dropout, keep 0.86"]);
    await expectRest(page, "No regularization: after 30 000 iterations, ");
    const { training } = datasets.football();
    const expected = await Promise.all(
      [{}, { lambda: 0.7 }, { keepProbability: 0.86 }].map((settings) => train(training, settings)),
    );
    expect(await fingerprintsOf(page)).toEqual(expected.map(({ fingerprint }) => fingerprint));
  });

  it("asks its own server for files, and nobody for anything else", async () => {
    const page = await visit({ hash: SHORT });
    await expectRest(page, "after 600 iterations");
    await page.getByText("Take it away").click();
    await Promise.all([page.waitForEvent("download"), button(page, "Boundaries (SVG)").click()]);
    const origins = new Set(
      opened?.requests
        .map((address) => address.replace(/^blob:/, ""))
        .map((address) => new URL(address).origin),
    );
    expect(origins).toEqual(new Set([new URL(opened?.url ?? "").origin]));
    expect(opened?.requests.length).toBeGreaterThan(4);
  });

  it("says in the page what it may do, for servers that do not", async () => {
    const page = await visit({ hash: SHORT });
    const policy = await page.locator("meta[http-equiv='Content-Security-Policy']").getAttribute("content");
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
    const refused = await page.evaluate<string>(
      "fetch('https://example.org/').then(() => 'let out', () => 'refused')",
    );
    expect(refused).toBe("refused");
    expect(opened?.complaints.splice(0).join()).toContain("Content Security Policy");
  });
});

describe("training", () => {
  it("goes on by one iteration, by ten, and to the end", async () => {
    const page = await visit({ hash: `${SHORT}&at=5` });
    await expectRest(page, "No regularization: after 5 iterations");
    await button(page, "One iteration").click();
    await expectRest(page, "No regularization: after 6 iterations");
    await button(page, "Ten iterations").click();
    await expectRest(page, "No regularization: after 16 iterations");
    await button(page, "To the end").click();
    await expectRest(page, "No regularization: after 600 iterations");
    await button(page, "Train again").waitFor();
  });

  it("begins again from the same weights, and ends at the same", async () => {
    const page = await visit({ hash: SHORT });
    await expectRest(page, "after 600 iterations");
    const first = await fingerprintsOf(page);
    await button(page, "Back to the start").click();
    await expectRest(page, "after 0 iterations");
    const start = await fingerprintsOf(page);
    expect(new Set(start).size).toBe(1);
    await button(page, "Train").click();
    await expectRest(page, "after 600 iterations");
    expect(await fingerprintsOf(page)).toEqual(first);
  });

  it("stops all networks at the same iteration, and goes on", async () => {
    const page = await visit({ hash: "#at=0" });
    await expectRest(page, "after 0 iterations");
    await page.getByLabel("Speed", { exact: true }).selectOption({ label: "1 000 a second" });
    await button(page, "Train").click();
    await button(page, "Pause").click();
    await expectRest(page, /^No regularization: after [1-9]/);
    const sentences = await page.getByRole("status").locator("p").allTextContents();
    const iterations = sentences.map((sentence) => /after ([\d ]+) iterations/.exec(sentence)?.[1]);
    expect(new Set(iterations).size).toBe(1);
    expect(iterations).toHaveLength(3);
    await button(page, "Train").click();
    await button(page, "Pause").waitFor();
  });

  it("has other weights with a new seed, the same for all networks", async () => {
    const page = await visit({ hash: `${SHORT}&at=0` });
    await expectRest(page, "after 0 iterations");
    const [before] = await fingerprintsOf(page);
    await button(page, "New seed").click();
    await page.waitForFunction(
      `[...document.querySelectorAll("article code")].every(({ textContent }) => textContent !== "${before}")`,
    );
    expect(await page.getByLabel("Seed", { exact: true }).inputValue()).toBe("4");
    expect(new Set(await fingerprintsOf(page)).size).toBe(1);
  });

  it("shows any recorded iteration again", async () => {
    const page = await visit({ hash: SHORT });
    await expectRest(page, "after 600 iterations");
    const last = await fingerprintsOf(page);
    const scrubber = page.getByRole("slider", { name: "Iteration that is shown" });
    await scrubber.fill("200");
    await expectRest(page, "No regularization: after 200 iterations");
    const [shown] = await fingerprintsOf(page);
    const run = await train(datasets.football().training, { iterations: 200 });
    expect(shown).toBe(run.fingerprint);
    await scrubber.press("End");
    await expectRest(page, "No regularization: after 600 iterations");
    expect(await fingerprintsOf(page)).toEqual(last);
  });
});

describe("networks", () => {
  it("are added, duplicated and removed, from one to four", async () => {
    const page = await visit({ hash: SHORT });
    await button(page, "Add a network").click();
    const dropout = "Dropout, keep 0.86";
    expect(await namesOf(page)).toEqual(["No regularization", "L2, λ = 0.7", dropout, dropout]);
    expect(await button(page, "Duplicate").first().isDisabled()).toBe(true);
    for (let left = 3; left > 0; left--) await button(page, "Remove").first().click();
    expect(await namesOf(page)).toEqual([dropout]);
    expect(await button(page, "Remove").isDisabled()).toBe(true);
    await button(page, "Duplicate").click();
    expect(await namesOf(page)).toEqual([dropout, dropout]);
  });

  it("begin anew with another setting, and catch up with the others", async () => {
    const page = await visit({ hash: SHORT });
    await expectRest(page, "after 600 iterations");
    const l2 = page.getByRole("article", { name: "L2, λ = 0.7" });
    await l2.getByRole("slider", { name: "Keep probability" }).press("Home");
    await expectRest(page, "L2, λ = 0.7 + Dropout, keep 0.3: after 600 iterations");
    const settings = { iterations: 600, lambda: 0.7, keepProbability: 0.3 };
    const expected = await train(datasets.football().training, settings);
    expect((await fingerprintsOf(page))[1]).toBe(expected.fingerprint);
  });

  it("take another λ on the way, and an address brings it all back", async () => {
    const page = await visit({ hash: "#iterations=900&at=300" });
    await expectRest(page, "after 300 iterations");
    const plain = page.getByRole("article", { name: "No regularization" });
    await plain.getByRole("slider", { name: "L2 penalty λ" }).press("End");
    await page.getByRole("heading", { name: "L2, λ = 30" }).waitFor();
    await button(page, "To the end").click();
    await expectRest(page, "L2, λ = 30: after 900 iterations");
    const fingerprints = await fingerprintsOf(page);
    await page.waitForFunction("location.hash.includes('@300:lambda=30')");
    const hash = await page.evaluate<string>("location.hash");
    const other = await openLab(browser, { hash });
    await expectRest(other.page, "L2, λ = 30: after 900 iterations");
    expect(await fingerprintsOf(other.page)).toEqual(fingerprints);
    await other.close();
  });

  it("say what is wrong with a setting, in the library's words, and go on when it is mended", async () => {
    const page = await visit({ hash: SHORT });
    const layers = page.getByLabel("Hidden layers", { exact: true });
    await layers.fill("20,0.5");
    await layers.press("Enter");
    await page.getByRole("alert").getByText("Expected a list of at most 32 numbers").waitFor();
    await layers.fill("4,4,4");
    await layers.press("Enter");
    await expectRest(page, "after 600 iterations");
    expect(await page.getByRole("article").first().getByText("2–4–4–4–1").count()).toBe(1);
    await page.goto(`${opened?.url}#patience=3`);
    await page
      .getByRole("alert")
      .getByText("patience: expected development data beside it")
      .first()
      .waitFor();
  });
});

describe("settings", () => {
  it.each([
    ["en-US", "All settings", "Settings for", "Close"],
    ["zh-CN", "全部设置", "设置对象", "关闭"],
  ])("all have a control with a description in the drawer: %s", async (locale, title, scope, close) => {
    const page = await visit({ hash: SHORT, locale });
    await button(page, title).last().click();
    const drawer = page.getByRole("dialog", { name: title });
    await drawer.getByLabel(scope).waitFor();
    await drawer.locator("details").evaluateAll((all) => {
      for (const details of all) details.setAttribute("open", "");
    });
    const controls = drawer.locator("details").locator("input, select");
    expect(await controls.count()).toBe(describeOptions(trainOptions).length - 1);
    const described = await controls.evaluateAll((all) =>
      (
        all as {
          getAttribute(name: string): string | null;
          labels: ArrayLike<unknown>;
          ownerDocument: { getElementById(id: string): { textContent: string } | null };
        }[]
      ).map((control) => {
        const text =
          control.ownerDocument.getElementById(control.getAttribute("aria-describedby") ?? "")?.textContent ??
          "";
        return control.labels.length === 1 && text.length > 3;
      }),
    );
    expect(described.every(Boolean)).toBe(true);
    await button(page, close).click();
    expect(await drawer.isVisible()).toBe(false);
  });

  it("of one network, or of all, change what is trained", async () => {
    const page = await visit({ hash: SHORT });
    await page.getByRole("article").nth(1).getByRole("button", { name: "All settings" }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByText("Optimizer", { exact: true }).first().click();
    await drawer.getByRole("combobox", { name: "Optimizer" }).selectOption("adam");
    await drawer.getByLabel("Settings for").selectOption({ label: "For all networks" });
    await drawer.getByRole("combobox", { name: "Activation" }).fill("tanh");
    await drawer.getByRole("combobox", { name: "Activation" }).press("Enter");
    await page.keyboard.press("Escape");
    await expectRest(page, "L2, λ = 0.7 + Optimizer adam: after 600 iterations");
    const { training } = datasets.football();
    const shared = { iterations: 600, activation: "tanh" } as const;
    const expected = [shared, { ...shared, lambda: 0.7, optimizer: "adam" } as const];
    const runs = await Promise.all(expected.map((settings) => train(training, settings)));
    expect((await fingerprintsOf(page)).slice(0, 2)).toEqual(runs.map(({ fingerprint }) => fingerprint));
  });
});

describe("data", () => {
  it("are made by the generators, as the command line makes them", async () => {
    const page = await visit({ hash: SHORT });
    await page.getByLabel("Data", { exact: true }).selectOption("moons");
    await page.getByLabel("Noise", { exact: true }).fill("0.3");
    await page.getByLabel("Points", { exact: true }).fill("150");
    await page.getByLabel("Points", { exact: true }).press("Enter");
    await page.getByText("90 points from").waitFor();
    await expectRest(page, "of the development points.");
    await page.waitForFunction("location.hash.includes('data=moons&examples=150&noise=0.3')");
  });

  it("come from a file that the server has", async () => {
    const rows = Array.from(
      { length: 60 },
      (_, row) => `${row % 10},${row / 7},${row % 10 > 4 ? "big" : "small"}`,
    );
    const bytes = new TextEncoder().encode(`a,b,size\n${rows.join("\n")}\n`);
    const page = await visit({
      hash: "#data=data/my%20points.csv&iterations=200",
      data: { name: "my points.csv", bytes },
    });
    await expectRest(page, "after 200 iterations");
    await page.getByText("big, trained on", { exact: true }).waitFor();
    expect(await page.getByLabel("Data", { exact: true }).inputValue()).toBe("data/my points.csv");
  });

  it("that cannot be read are said to be so, by file and line", async () => {
    const bytes = new TextEncoder().encode("a,b,size\n1,2,x\n1,2\n");
    const page = await visit({ hash: "#data=data/bad.csv", data: { name: "bad.csv", bytes } });
    const refusals = page.getByRole("alert").getByText("bad.csv:3");
    await refusals.first().waitFor();
    await expect.poll(() => refusals.count()).toBe(3);
  });
});

describe("what is taken away", () => {
  it("is the model that is shown", async () => {
    const page = await visit({ hash: SHORT });
    await expectRest(page, "after 600 iterations");
    await page.getByText("Take it away").click();
    const files = page.getByRole("region", { name: "Files" });
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      files.getByRole("button", { name: "L2, λ = 0.7" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("l2.wellfit");
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const model = parseModelBytes(new Uint8Array(Buffer.concat(chunks)));
    expect(model.fingerprint).toBe((await fingerprintsOf(page))[1]);
  });

  it.each([
    ["Boundaries (SVG)", "boundaries.svg", "<svg"],
    ["Boundaries (PNG)", "boundaries.png", "\u2030PNG"],
    ["Costs (SVG)", "costs.svg", "<svg"],
  ])("is a picture: %s", async (name, file, start) => {
    const page = await visit({ hash: SHORT });
    await expectRest(page, "after 600 iterations");
    await page.getByText("Take it away").click();
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
    expect(download.suggestedFilename()).toBe(file);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    expect(bytes.toString("latin1", 0, start.length).replace("\u0089", "\u2030")).toBe(start);
    expect(bytes.length).toBeGreaterThan(4000);
  });
});

describe("everyone", () => {
  it.each([
    ["en-US", "light"],
    ["en-US", "dark"],
    ["zh-CN", "light"],
    ["zh-CN", "dark"],
  ] as const)("can use it: no rule of accessibility is broken, %s, %s", async (locale, colorScheme) => {
    const page = await visit({ hash: SHORT, locale, colorScheme });
    await expectRest(page, "600");
    await page.locator("details.take-away summary").click();
    const violationsOf = async (): Promise<string[]> => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    };
    expect(await violationsOf()).toEqual([]);
    await page.locator("p.after button").last().click();
    await page.locator("dialog details").evaluateAll((all) => {
      for (const details of all) details.setAttribute("open", "");
    });
    expect(await violationsOf()).toEqual([]);
  });

  it("can read it in English and in Chinese, and is remembered", async () => {
    const page = await visit({ hash: SHORT });
    await page.getByLabel("Language").selectOption({ label: "中文" });
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("正则化做了什么");
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-Hans");
    await expectRest(page, "无正则化：经过 600 次迭代");
    await page.reload();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("正则化做了什么");
  });

  it("can choose light or dark, whatever the system has", async () => {
    const page = await visit({ hash: SHORT, colorScheme: "light" });
    const paper = (): Promise<string> =>
      page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    expect(await paper()).toBe("rgb(255, 255, 255)");
    await page.getByLabel("Colours").selectOption({ label: "Dark" });
    expect(await paper()).toBe("rgb(18, 22, 29)");
  });

  it.each([320, 390, 768, 1280, 1920])(
    "can use it at %d pixels without scrolling sideways",
    async (width) => {
      const page = await visit({ hash: SHORT, viewport: { width, height: 800 } });
      await expectRest(page, "after 600 iterations");
      expect(
        await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth"),
      ).toBeLessThanOrEqual(0);
    },
  );

  it("can reach everything by keyboard", async () => {
    const page = await visit({ hash: SHORT });
    await expectRest(page, "after 600 iterations");
    const reached = new Set<string>();
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      reached.add(
        await page.evaluate<string>(
          "document.activeElement.id + document.activeElement.ariaLabel + document.activeElement.textContent",
        ),
      );
    }
    const focusable = await page.locator("button:enabled, input, select, summary").count();
    expect(reached.size).toBeGreaterThan(focusable * 0.6);
  });
});
