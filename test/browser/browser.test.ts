import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { compare } from "../../src/compare/compare.ts";
import { datasets } from "../../src/data/datasets.ts";
import { describeTable } from "../../src/data/description/describe-table.ts";
import { readDataset } from "../../src/data/read-table.ts";
import { toTable } from "../../src/data/table/to-table.ts";
import { toJavaScript } from "../../src/export/javascript/javascript.ts";
import { toModelBytes } from "../../src/model/model-bytes.ts";
import { writeDescription } from "../../src/report/description/write-description.ts";
import { writeReport } from "../../src/report/write-report.ts";
import { train } from "../../src/train/train.ts";
import fingerprints from "../golden/fingerprints.json" with { type: "json" };
import tableFiles from "../reference/table-files.json" with { type: "json" };
import { bundle } from "../support/bundle.ts";
import { CHROMIUM_MISSING, hasChromium, launchChromium } from "../support/chromium.ts";
import { messyPassengers } from "../support/messy-table.ts";
import { madeModel } from "../support/random-models.ts";

let browser: Browser;
beforeAll(async () => {
  if (hasChromium) browser = await launchChromium();
});
beforeEach(({ skip }) => skip(!hasChromium, CHROMIUM_MISSING));
afterAll(() => browser?.close());

/** A page opened from a file, with what it asks for and what it complains about from then on. */
async function openFile(within: Browser, file: string) {
  const page = await (await within.newContext()).newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(pathToFileURL(file).href);
  return { page, requests, complaints };
}

describe("the root entry in a browser", () => {
  it("trains to the same bits as Node", async () => {
    const program = `
      import { datasets, train } from "wellfit";
      import { trainCases } from ${JSON.stringify(join(import.meta.dirname, "../golden/fingerprint-cases.ts"))};
      export const fingerprints = () => trainCases({ datasets, train });
    `;
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundle(inject("project"), program) });
    expect(await page.evaluate("wellfit.fingerprints()")).toEqual(fingerprints);
    await page.close();
  });
});

describe("a data file in a browser", () => {
  it("is prepared and trained on to the same bits as in Node", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => {
      const cells = [
        i % 7 === 2 ? "" : Math.sin(i) * 9,
        ["Ulm", "Jena", "?"][i % 3],
        `2024-0${1 + (i % 9)}-11`,
      ];
      return [...cells, (i * i) % 5 < 2 ? "yes" : "no"].join(",");
    });
    const csv = ["age,town,since,kind", ...rows].join("\n");
    const settings = { iterations: 50, optimizer: "adam", keepProbability: 0.9 } as const;
    const program = `
      import { readDataset, toModelBytes, train } from "wellfit";
      export const run = async (csv, settings) => {
        const { training } = await readDataset(new File([csv], "d.csv"));
        return [...toModelBytes((await train(training, settings)).model)];
      };
    `;
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundle(inject("project"), program) });
    const made = await page.evaluate(`wellfit.run(${JSON.stringify(csv)}, ${JSON.stringify(settings)})`);
    const { training } = await readDataset(new TextEncoder().encode(csv), { name: "d.csv" });
    expect(training.features.length).toBeGreaterThan(3);
    expect(made).toEqual([...toModelBytes((await train(training, settings)).model)]);
    await page.close();
  });

  it("is read from a File, whatever its format, with the errors that Node gives", async () => {
    const program = `
      import { readDataset } from "wellfit";
      export const read = async (base64, name, weightColumn) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const options = { target: "byte", targetType: "number", weightColumn, development: 0, test: 0.5 };
        const file = new File([bytes], name);
        return readDataset(file, options).then(({ origin }) => origin, (error) => error.message);
      };
    `;
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundle(inject("project"), program) });
    const csv = Buffer.from("\uFEFFgröße,byte\n1,2\n3,4\n5,6\n7,8\n", "utf16le").toString("base64");
    const parquet = tableFiles.parquet.gzip;
    const arrow = tableFiles.arrow["stream, Zstandard"].bytes;
    const read = (...given: readonly string[]) =>
      page.evaluate(`wellfit.read(${given.map((text) => JSON.stringify(text)).join(", ")})`);
    expect(await read(csv, "d.csv")).toBe("CSV (comma, UTF-16 LE)");
    for (const [name, base64] of [
      ["d.parquet", parquet],
      ["d.arrow", arrow],
    ] as const) {
      expect(await read(base64, name, "whole")).toBe(
        `${name}, row 2: expected a number in column "whole", got no value. Remove or fill in such examples first.`,
      );
    }
    await page.close();
  });
});

describe("a model in a browser", () => {
  it("comes from Node's file, goes into a file and a module, and keeps its bits everywhere", async () => {
    const rows = [
      [0.3, -0.2],
      [-4, 7],
      [1e-9, 30],
    ];
    const hidden = { hiddenLayers: [6, 5, 4], activation: ["gelu", "softplus", "selu"] } as const;
    const normalization = ["batch", "none", "layer"] as const;
    const model = madeModel(
      { inputs: 2, ...hidden, normalization, head: "multiclass", outputs: 3 },
      { seed: 4 },
    );
    const program = `
      import { parseModelBytes, toJavaScript, toModelBytes } from "wellfit";
      export const open = (bytes, rows) => {
        const model = parseModelBytes(Uint8Array.from(bytes));
        const predictions = Array.from(model.predict(rows));
        return { bytes: Array.from(toModelBytes(model)), module: toJavaScript(model), predictions };
      };
    `;
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundle(inject("project"), program) });
    const bytes = Array.from(toModelBytes(model));
    const open = `wellfit.open(${JSON.stringify(bytes)}, ${JSON.stringify(rows)})`;
    const predictions = Array.from(model.predict(rows));
    expect(await page.evaluate(open)).toEqual({ bytes, module: toJavaScript(model), predictions });
    const module = JSON.stringify(`data:text/javascript,${encodeURIComponent(toJavaScript(model))}`);
    const predict = `import(${module}).then(({ predict }) => Array.from(predict(${JSON.stringify(rows)})))`;
    expect(await page.evaluate(predict)).toEqual(predictions);
    await page.close();
  });
});

describe("the report in a browser", () => {
  let folder: string;
  let page: Page;
  let requests: readonly string[];
  let complaints: readonly string[];

  beforeAll(async () => {
    if (!hasChromium) return;
    folder = await mkdtemp(join(tmpdir(), "wellfit-page-"));
    const comparison = await compare(datasets.football(), { iterations: 500 });
    await writeReport(comparison, folder, "npx wellfit compare football");
    ({ page, requests, complaints } = await openFile(browser, join(folder, "report.html")));
  });
  afterAll(async () => {
    if (hasChromium) await rm(folder, { recursive: true });
  });

  it("opens from a file, requests nothing else and complains about nothing", async () => {
    expect(await page.title()).toBe("What regularization does on football");
    expect(await page.locator("figure svg").count()).toBe(15);
    expect(requests).toEqual([page.url()]);
    expect(complaints).toEqual([]);
  });

  it.each(["light", "dark"] as const)("passes the accessibility rules in %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.locator("details").evaluateAll((all) => {
      for (const details of all) details.setAttribute("open", "");
    });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  it("has pictures that turn dark with the reader's scheme", async () => {
    const paperOf = async (colorScheme: "light" | "dark"): Promise<string> => {
      await page.emulateMedia({ colorScheme });
      return page.evaluate<string>("getComputedStyle(document.querySelector('.wf-paper')).fill");
    };
    expect(await paperOf("light")).toBe("rgb(255, 255, 255)");
    expect(await paperOf("dark")).toBe("rgb(18, 22, 29)");
  });

  it("shows results beside the models' names on a phone, and all of them on a screen of 1000 pixels", async () => {
    const edgeOf = (selector: string) =>
      page.evaluate<number>(`document.querySelector("${selector}").getBoundingClientRect().right`);
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await edgeOf("#results tbody th")).toBeLessThan(200);
    expect(await edgeOf("#results tbody td:nth-child(3)")).toBeLessThan(390);
    await page.evaluate("document.querySelector('#results').scrollTo(1000, 0)");
    expect(await edgeOf("#results tbody th")).toBeGreaterThan(100);
    await page.setViewportSize({ width: 1000, height: 800 });
    expect(await edgeOf("#results tbody td:last-child")).toBeLessThan(1000);
  });

  it("shades the edge of pictures that go on beyond it, and of no others", async () => {
    const shadeOf = async (width: number): Promise<number> => {
      await page.setViewportSize({ width, height: 800 });
      return page.evaluate<number>(
        "parseFloat(getComputedStyle(document.querySelector('#boundaries .picture'), '::after').width)",
      );
    };
    expect(await shadeOf(390)).toBe(28);
    expect(await shadeOf(1280)).toBe(0);
  });

  it("does not scroll sideways as a whole on a phone", async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    expect(overflow).toBeLessThanOrEqual(0);
  });
});

describe("the page of a description in a browser", () => {
  let folder: string;
  let page: Page;
  let requests: readonly string[];
  let complaints: readonly string[];

  beforeAll(async () => {
    if (!hasChromium) return;
    folder = await mkdtemp(join(tmpdir(), "wellfit-description-"));
    const description = describeTable(toTable(messyPassengers(), "list.csv"), { target: "survived" });
    await writeDescription(description, folder, "npx wellfit describe list.csv --target survived");
    ({ page, requests, complaints } = await openFile(browser, join(folder, "description.html")));
  });
  afterAll(async () => {
    if (hasChromium) await rm(folder, { recursive: true });
  });

  it("opens from a file, requests nothing else and complains about nothing", async () => {
    expect(await page.title()).toBe("What is in list.csv");
    expect(await page.locator("figure svg").count()).toBe(3);
    expect(await page.locator(".column").count()).toBe(16);
    expect(requests).toEqual([page.url()]);
    expect(complaints).toEqual([]);
  });

  it.each([390, 768, 1280])(
    "does not scroll sideways as a whole on %d pixels, nor cut a row",
    async (width) => {
      await page.setViewportSize({ width, height: 800 });
      const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      expect(overflow).toBeLessThanOrEqual(0);
      const rights = await page
        .locator(".column *")
        .evaluateAll((all) => all.map((part) => part.getBoundingClientRect().right));
      expect(Math.max(...rights)).toBeLessThanOrEqual(width);
    },
  );

  it.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
    ["dark", 390],
  ] as const)("passes the accessibility rules in %s on %d pixels", async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.locator("details").evaluateAll((all) => {
      for (const details of all) details.setAttribute("open", "");
    });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  it("has distributions that turn dark with the reader's scheme", async () => {
    const barOf = async (colorScheme: "light" | "dark"): Promise<string> => {
      await page.emulateMedia({ colorScheme });
      return page.evaluate<string>("getComputedStyle(document.querySelector('.sketch .wf-bar')).fill");
    };
    expect(await barOf("light")).not.toBe(await barOf("dark"));
  });
});
