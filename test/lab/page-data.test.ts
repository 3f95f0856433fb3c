import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { formatPoints, parsePoints } from "../../lab/src/state/drawn-points.ts";
import { hashBytes } from "../../src/base/fingerprint.ts";
import { readDataset } from "../../src/data/read-table.ts";
import { train } from "../../src/train/train.ts";
import { button, expectRest, fingerprintsOf, PATIENT, useLab } from "../support/lab-page.ts";

const { visit, opened } = useLab();

const SHORT = "#iterations=200";
const SETTINGS = [{}, { lambda: 0.7 }, { keepProbability: 0.86 }];

/** Passengers with names that say nothing, gaps, words, and what became of them. */
function passengers(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const age = row % 9 === 0 ? "" : 1 + ((row * 37) % 79);
    const sex = (row * 7) % 5 < 2 ? "female" : "male";
    const fare = ((row * 53) % 97) / 2;
    return [
      `ticket ${row}`,
      1 + (row % 3),
      sex,
      age,
      fare,
      sex === "female" || row % 6 === 0 ? "yes" : "no",
    ].join();
  });
  return ["ticket,pclass,sex,age,fare,survived", ...lines, ""].join("\n");
}

const CSV = Buffer.from(passengers(160));
const FILE = { name: "passengers.csv", mimeType: "text/csv", buffer: CSV };
const HASH = hashBytes(CSV);

/** The fingerprints of the three networks that learn from a file. */
async function expectedOf(options: Parameters<typeof readDataset>[1]): Promise<string[]> {
  const { training } = await readDataset(CSV, { name: FILE.name, ...options });
  const runs = SETTINGS.map((settings) => train(training, { ...settings, iterations: 200 }));
  return (await Promise.all(runs)).map(({ fingerprint }) => fingerprint);
}

/** Waits until the three networks have learned from the file. */
async function expectLearned(page: Page, options: Parameters<typeof readDataset>[1]): Promise<void> {
  const expected = await expectedOf(options);
  await expect.poll(() => fingerprintsOf(page), PATIENT).toEqual(expected);
}

/** Opens the lab, and gives it a file by its chooser. */
async function visitWithFile(file: typeof FILE, hash = SHORT): Promise<Page> {
  const page = await visit({ hash });
  await page.getByLabel("Data", { exact: true }).selectOption({ label: "A file of yours…" });
  await page.getByLabel("Choose a file").setInputFiles(file);
  return page;
}

const region = (page: Page) => page.getByRole("region", { name: "Your file" });
const hashOf = (page: Page) => page.evaluate<string>("decodeURIComponent(location.hash)");
/** Waits until the address holds a text: it is written a little later than what it tells. */
const expectHash = async (page: Page, text: string): Promise<void> => {
  await expect.poll(() => hashOf(page), PATIENT).toContain(text);
};

describe("a file of the reader's own", () => {
  it("is learned from as the library reads it, and stands in the address by its name and hash", async () => {
    const page = await visitWithFile(FILE);
    await region(page).getByRole("heading", { name: "passengers.csv" }).waitFor();
    await expectRest(page, "after 200 iterations");
    await expectLearned(page, {});
    await expectHash(page, `data=file:${HASH}/passengers.csv`);
    expect(await page.getByLabel("Predict", { exact: true }).inputValue()).toBe("survived");
    await region(page).getByText("CSV (comma, UTF-8) · 160 rows").waitFor();
    await region(page).getByText("96 rows are trained on, 32 are for choosing").waitFor();
    const origins = opened().requests.map((address) => new URL(address.replace(/^blob:/, "")).origin);
    expect(new Set(origins)).toEqual(new Set([new URL(opened().url).origin]));
  });

  it("is told about column by column, and taken as the reader says", async () => {
    const page = await visitWithFile(FILE);
    const row = (name: string) => region(page).getByRole("row", { name: new RegExp(`^${name} `) });
    await row("ticket").getByText("left out: ").waitFor();
    await row("age").getByText("11.3 %").waitFor();
    await row("sex").getByText("2 features").waitFor();
    await row("survived").getByText("what is predicted").waitFor();
    await page.getByLabel("What pclass holds").selectOption({ label: "categories" });
    await row("pclass").getByText("3 features").waitFor();
    await page.getByLabel("What fare holds").selectOption({ label: "leave out" });
    await expectHash(page, "column=pclass:category&column=fare:drop");
    await expectRest(page, "after 200 iterations");
    const columns = { pclass: "category", fare: "drop" } as const;
    await expectLearned(page, { columns });
  });

  it("is predicted another column of, also as numbers", async () => {
    const page = await visitWithFile(FILE);
    await page.getByLabel("Predict", { exact: true }).selectOption("fare");
    await page.getByRole("rowheader", { name: "Typical error" }).first().waitFor();
    await expectRest(page, "predictions miss by about");
    await expectLearned(page, { target: "fare" });
    await page.getByText("fare, predicted as shade, true as mark: 0").waitFor();
    await page.getByLabel("Predict", { exact: true }).selectOption("pclass");
    await page.getByLabel("As", { exact: true }).selectOption({ label: "numbers" });
    await expectHash(page, "target=pclass&target-type=number");
  });

  it("is shown along two features of many, which changes no network", async () => {
    const page = await visitWithFile(FILE);
    await expectRest(page, "after 200 iterations");
    await expectLearned(page, {});
    await page.getByLabel("Across", { exact: true }).selectOption("sex = male");
    await page.getByLabel("Up", { exact: true }).selectOption("fare");
    await expectHash(page, "x=sex = male&y=fare");
    await page.locator(".x-name").first().getByText("sex = male").waitFor();
    expect(await fingerprintsOf(page)).toEqual(await expectedOf({}));
  });

  it("that is bad is said to be so in the reader's words, and changes nothing", async () => {
    const page = await visit({ hash: SHORT });
    await expectRest(page, "after 200 iterations");
    const before = await fingerprintsOf(page);
    await page.getByLabel("Data", { exact: true }).selectOption({ label: "A file of yours…" });
    const give = (name: string, text: string): Promise<void> =>
      page
        .getByLabel("Choose a file")
        .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) });
    const told = region(page).getByRole("alert");
    await give("rows.csv", "a,b,size\n1,2,x\n1,2\n");
    await told.getByText("rows.csv:3").waitFor();
    await give("empty.csv", "");
    await told.getByText("empty.csv").waitFor();
    await give("broken.npz", "PK\u0003\u0004 nothing of the kind");
    await told.getByText("broken.npz").waitFor();
    await give("one.csv", "a\n1\n2\n");
    await told.getByText("one.csv").waitFor();
    expect(await fingerprintsOf(page)).toEqual(before);
    expect(await hashOf(page)).toBe(SHORT);
    await page.getByLabel("Data", { exact: true }).selectOption("football");
    expect(await told.count()).toBe(0);
    expect(await fingerprintsOf(page)).toEqual(before);
  });

  it("whose last column cannot be predicted is read for the last that can", async () => {
    const rows = Array.from({ length: 60 }, (_, row) => `${row % 7},${row % 2 ? "yes" : "no"},word ${row}`);
    const buffer = Buffer.from(["a,answer,remark", ...rows, ""].join("\n"));
    const page = await visitWithFile({ ...FILE, name: "remarks.csv", buffer });
    await expect.poll(() => page.getByLabel("Predict", { exact: true }).inputValue(), PATIENT).toBe("answer");
    await page.getByLabel("Predict", { exact: true }).selectOption("remark");
    await region(page).getByRole("alert").getByText('column "remark"').waitFor();
    await expect.poll(() => page.getByLabel("Predict", { exact: true }).inputValue(), PATIENT).toBe("answer");
    const type = page.getByLabel("What answer holds");
    await type.selectOption({ label: "dates" });
    await region(page).getByRole("alert").getByText("got dates").waitFor();
    await expect.poll(() => type.inputValue(), PATIENT).toBe("");
    await expectHash(page, "target=answer");
  });

  it("is asked for again by an address, and told from another of its name", async () => {
    const page = await visit({ hash: `#data=file:${HASH}/passengers.csv&target=fare&iterations=200` });
    await region(page).getByRole("heading", { name: "Drop passengers.csv again." }).waitFor();
    expect(await fingerprintsOf(page)).toEqual(["–", "–", "–"]);
    const other = { ...FILE, buffer: Buffer.from(passengers(60)) };
    await page.getByLabel("Choose a file").setInputFiles(other);
    await region(page).getByRole("alert").getByText("is not the file that the link was made of").waitFor();
    expect(await fingerprintsOf(page)).toEqual(["–", "–", "–"]);
    await page.getByLabel("Choose a file").setInputFiles(FILE);
    await expectRest(page, "after 200 iterations");
    await expectLearned(page, { target: "fare" });
  });

  it("can be dropped anywhere on the page", async () => {
    const page = await visit({ hash: SHORT });
    await expectRest(page, "after 200 iterations");
    const drag = (type: "dragover" | "drop"): Promise<unknown> =>
      page.evaluate(`(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([${JSON.stringify(CSV.toString())}], "dropped.csv"));
        const event = new DragEvent("${type}", { dataTransfer, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
      })()`);
    await drag("dragover");
    await page.getByText("Drop the file to learn from it").waitFor();
    await drag("drop");
    await region(page).getByRole("heading", { name: "dropped.csv" }).waitFor();
    expect(await page.getByText("Drop the file to learn from it").count()).toBe(0);
  });

  it("may have 100 000 rows: some of them are drawn, and how many is said", async () => {
    const lines = Array.from({ length: 100_000 }, (_, row) => {
      const [x, y] = [(row * 7919) % 1000, (row * 104_729) % 997];
      return `${x},${y},${x > y ? "below" : "above"}`;
    });
    const buffer = Buffer.from(["x,y,side", ...lines, ""].join("\n"));
    const page = await visitWithFile({ ...FILE, name: "many.csv", buffer }, "#iterations=3");
    await page.getByText(/^2 000 of 80 000 points are drawn$/).waitFor();
    await expectRest(page, "after 3 iterations");
    await page.getByText("3 networks learn the same 60 000 points").waitFor();
  });

  it("comes from the server with what the command line said of it", async () => {
    const page = await visit({
      hash: "#data=data/passengers.csv&target=fare&iterations=200",
      data: { name: "passengers.csv", bytes: CSV },
    });
    await expectRest(page, "after 200 iterations");
    expect(await fingerprintsOf(page)).toEqual(await expectedOf({ target: "fare" }));
    await expect.poll(() => page.getByLabel("Predict", { exact: true }).inputValue(), PATIENT).toBe("fare");
  });
});

describe("points", () => {
  /** Opens the board. */
  async function visitBoard(options: Parameters<typeof visit>[0] = {}): Promise<Page> {
    const page = await visit({ hash: "#data=points&iterations=200", ...options });
    await page.getByRole("application", { name: "Board to draw points on" }).waitFor();
    return page;
  }
  const board = (page: Page) => page.getByRole("application", { name: "Board to draw points on" });
  /** What the board reads out. */
  const told = (page: Page, text: string | RegExp) =>
    page.locator("[aria-live=assertive]").getByText(text).waitFor();

  it("are drawn by dragging, and the link to them gives the same networks", async () => {
    const page = await visitBoard();
    const box = (await board(page).boundingBox()) as NonNullable<
      Awaited<ReturnType<ReturnType<typeof board>["boundingBox"]>>
    >;
    for (const [name, left] of [
      ["Class A", 0.2],
      ["Class B", 0.7],
    ] as const) {
      await page.getByText(name, { exact: true }).click();
      await page.mouse.move(box.x + left * box.width, box.y + 0.1 * box.height);
      await page.mouse.down();
      await page.mouse.move(box.x + (left + 0.1) * box.width, box.y + 0.9 * box.height, { steps: 30 });
      await page.mouse.up();
    }
    await expectRest(page, "after 200 iterations");
    await page.getByText("A, trained on").waitFor();
    const drawn = await fingerprintsOf(page);
    await expect.poll(() => hashOf(page), PATIENT).toMatch(/points=[\w-]{60}/);
    const hash = await hashOf(page);
    const points = parsePoints(new URLSearchParams(hash.slice(1)).get("points") ?? "");
    expect(points.filter(({ classIndex }) => classIndex === 1).length).toBeGreaterThan(5);
    await page.goto("about:blank");
    await page.goto(opened().url + hash);
    await expectRest(page, "after 200 iterations");
    expect(await fingerprintsOf(page)).toEqual(drawn);
  });

  it("are drawn by touch", async () => {
    const page = await visitBoard({ hasTouch: true });
    await board(page).tap();
    await page.getByText("1 point", { exact: true }).waitFor();
    await expectHash(page, "points=");
  });

  it("are placed and erased by keyboard alone, and everything is read out", async () => {
    const page = await visitBoard();
    await board(page).focus();
    await page.keyboard.press("ArrowRight");
    await told(page, "x 0.125, y 0");
    await page.keyboard.press("Shift+ArrowUp");
    await told(page, /^x 0\.125, y 0\.031\d*$/);
    await page.keyboard.press("Enter");
    await told(page, /^Class A placed at x 0\.125, y 0\.031\d*\. 1 point\.$/);
    await page.keyboard.press("2");
    await told(page, "Class B");
    for (let count = 0; count < 3; count++) {
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("Space");
    }
    await told(page, /4 points\.$/);
    await page.keyboard.press("Delete");
    await told(page, /^Erased around .* 3 points\.$/);
    await button(page, "Undo").click();
    await page.getByText("4 points", { exact: true }).waitFor();
    await button(page, "Erase all").click();
    await page.getByText("0 points", { exact: true }).waitFor();
    await button(page, "Undo").click();
    await page.getByText("4 points", { exact: true }).waitFor();
    const drawn = async (): Promise<number> =>
      parsePoints(/points=([\w-]+)/.exec(await hashOf(page))?.[1] ?? "").length;
    await expect.poll(drawn, PATIENT).toBe(4);
  });

  it("are learned from as soon as they are enough", async () => {
    const points = Array.from({ length: 9 }, (_, x) => ({ x: 9 * x, y: 60, classIndex: x % 2 }));
    const page = await visit({ hash: `#data=points&points=${formatPoints(points)}&iterations=200` });
    await page.getByText("Place at least 10 points, of two classes").waitFor();
    expect(await fingerprintsOf(page)).toEqual(["–", "–", "–"]);
    await board(page).focus();
    await page.keyboard.press("Enter");
    await expectRest(page, "after 200 iterations");
    await page.getByText("The link to this page holds the points.").waitFor();
  });

  it("are saved as a file", async () => {
    const page = await visit({ hash: "#data=points&points=BNZ" });
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      button(page, "Save as CSV").click(),
    ]);
    expect(download.suggestedFilename()).toBe("points.csv");
  });
});

describe("everyone", () => {
  const POINTS = formatPoints(
    Array.from({ length: 12 }, (_, x) => ({ x: 9 * x, y: (40 * x) % 127, classIndex: x % 3 })),
  );
  const places = [
    ["a file", "#data=data/passengers.csv&iterations=100"],
    ["a file that is asked for", `#data=file:${HASH}/passengers.csv`],
    ["drawn points", `#data=points&points=${POINTS}&iterations=100`],
  ] as const;
  const data = { name: "passengers.csv", bytes: CSV };

  it.each(
    places.flatMap(([what, hash]) =>
      (["en-US", "zh-CN"] as const).flatMap((locale) =>
        (["light", "dark"] as const).map((colorScheme) => ({ what, hash, locale, colorScheme })),
      ),
    ),
  )("can use $what: no rule of accessibility is broken, $locale, $colorScheme", async (visitor) => {
    const page = await visit({ ...visitor, data });
    await page.locator(".data-panel :is(table, [role=application], h2)").first().waitFor();
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  it.each([320, 768, 1280].flatMap((width) => places.map(([what, hash]) => ({ width, what, hash }))))(
    "can use $what at $width pixels without scrolling sideways",
    async ({ width, hash }) => {
      const page = await visit({ hash, data, viewport: { width, height: 800 } });
      await page.locator(".data-panel :is(table, [role=application], h2)").first().waitFor();
      await page.locator(".columns-found").evaluateAll((all) => {
        for (const details of all) details.setAttribute("open", "");
      });
      expect(
        await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth"),
      ).toBeLessThanOrEqual(0);
    },
  );

  it("can use it in Chinese: a file, its columns, and the board", async () => {
    const page = await visit({ hash: "#iterations=100", locale: "zh-CN" });
    await page.getByLabel("数据", { exact: true }).selectOption({ label: "自己的文件…" });
    await page.getByLabel("选择文件").setInputFiles(FILE);
    const file = page.getByRole("region", { name: "你的文件" });
    await file
      .getByRole("row", { name: /^ticket / })
      .getByText("不使用：")
      .waitFor();
    await page.getByLabel("预测", { exact: true }).selectOption("fare");
    await page.getByRole("rowheader", { name: "典型误差" }).first().waitFor();
    await page.getByLabel("数据", { exact: true }).selectOption({ label: "手绘数据点" });
    await page.getByRole("application", { name: "画点的画板" }).focus();
    await page.keyboard.press("Enter");
    const told = page.locator("[aria-live=assertive]");
    await expect.poll(() => told.textContent(), PATIENT).toBe("已在 x 0，y 0 画下类别 A。共 1 个点。");
  });
});
