import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { datasets } from "../../src/data/datasets.ts";
import { train } from "../../src/train/train.ts";
import {
  button,
  expectRest,
  fingerprintsOf,
  labFolder,
  namesOf,
  openLab,
  PATIENT,
  SHORT,
  useLab,
} from "../support/lab-page.ts";

const { browser, opened, visit } = useLab();

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
      opened()
        .requests.map((address) => address.replace(/^blob:/, ""))
        .map((address) => new URL(address).origin),
    );
    expect(origins).toEqual(new Set([new URL(opened().url).origin]));
    expect(opened().requests.length).toBeGreaterThan(4);
  });

  it("says in the page what it may do, for servers that do not", async () => {
    const page = await visit({ hash: SHORT });
    const policy = await page.locator("meta[http-equiv='Content-Security-Policy']").getAttribute("content");
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
    const refused = await page.evaluate<string>(
      "fetch('https://example.org/').then(() => 'let out', () => 'refused')",
    );
    expect(refused).toBe("refused");
    expect(opened().complaints.splice(0).join()).toContain("Content Security Policy");
  });
});

describe("the lab on any web server", () => {
  it("works from any folder, without any header, offline once it is loaded", async () => {
    const server = createServer((request, response) => {
      const name = (request.url ?? "").replace(/^\/some\/where\//, "");
      const type = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" }[extname(name)];
      readFile(join(labFolder(), name)).then(
        (bytes) => response.writeHead(200, { "content-type": type ?? "application/octet-stream" }).end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const context = await browser().newContext({ locale: "en-US" });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/some/where/index.html${SHORT}`);
    await expectRest(page, "after 600 iterations");
    await context.setOffline(true);
    await button(page, "New seed").click();
    await expect.poll(() => page.getByLabel("Seed", { exact: true }).inputValue(), PATIENT).toBe("4");
    await expectRest(page, "after 600 iterations");
    await context.close();
    server.close();
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
    await expect
      .poll(async () => (await fingerprintsOf(page)).includes(before as string), PATIENT)
      .toBe(false);
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
    const hashOf = (): Promise<string> => page.evaluate<string>("location.hash");
    await expect.poll(hashOf, PATIENT).toContain("@300:lambda=30");
    const hash = await hashOf();
    const other = await openLab(browser(), { hash });
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
    await page.goto(`${opened().url}#patience=3`);
    await page
      .getByRole("alert")
      .getByText("patience: expected development data beside it")
      .first()
      .waitFor();
  });
});
