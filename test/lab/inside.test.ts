import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { createModelViewer } from "../../lab/src/session/shown-model.ts";
import { formatNumber } from "../../src/base/number-format.ts";
import { datasets } from "../../src/data/datasets.ts";
import { readDataset } from "../../src/data/read-table.ts";
import { createGrid, type Grid } from "../../src/plot/grid.ts";
import { startTraining, type Training } from "../../src/train/training.ts";
import { button, expectRest, PATIENT, useLab } from "../support/lab-page.ts";

const { visit, opened } = useLab();
const { training: football, test } = datasets.football();
const DROPOUT = { iterations: 600, keepProbability: 0.86 };

/** The run of the third network, so many iterations on. */
function dropoutAt(iterations: number): Training {
  const training = startTraining(football, DROPOUT);
  training.advance(iterations);
  return training;
}

/** Opens the lab at rest, with the inside of the network that has dropout. */
async function lookInside(page: Page, name = "Look inside: Dropout, keep 0.86"): Promise<Locator> {
  await button(page, name).click();
  const diagram = page.getByRole("listbox");
  await diagram.waitFor();
  return diagram;
}

/** Follows a point by its number. */
async function follow(page: Page, point: number): Promise<void> {
  const field = inside(page).getByLabel("Point", { exact: true });
  await field.fill(String(point));
  await field.press("Enter");
  await inside(page)
    .getByRole("heading", { name: `as point ${point} sees it` })
    .waitFor();
}

/** What one unit hands on, large. */
const plane = (page: Page) => inside(page).getByRole("img", { name: /hands on over the plane$/ });

/** Where examples are in the plane. */
type Positions = Readonly<Record<"x" | "y", Float64Array>>;

/** Clicks an example in a picture of the plane. */
async function clickPoint(
  picture: Locator,
  { x, y }: Positions,
  { grid, example }: { readonly grid: Pick<Grid, "xDomain" | "yDomain">; readonly example: number },
): Promise<void> {
  const { width, height } = (await picture.boundingBox()) as { width: number; height: number };
  const shareOf = (value: number, [low, high]: readonly [number, number]): number =>
    (value - low) / (high - low);
  await picture.click({
    position: {
      x: shareOf(x[example] as number, grid.xDomain) * width,
      y: (1 - shareOf(y[example] as number, grid.yDomain)) * height,
    },
  });
}

const AT_100 = "#iterations=600&at=100";
const inside = (page: Page, name = "Inside the network") => page.getByRole("region", { name });
const weightName = (training: Training): string =>
  `weight from x₁ to unit 3 of layer 1: ${formatNumber(training.model().toTextbook().W1?.at(2, 0) ?? 0, 3)}`;

describe("the diagram", () => {
  it("comes when it is asked for, with every weight and unit by name and number", async () => {
    const page = await visit({ hash: AT_100 });
    await expectRest(page, "after 100 iterations");
    const wasLoaded = (part: string) => opened().requests.some((address) => address.includes(part));
    expect([wasLoaded("inside-view"), wasLoaded("look-inside")]).toEqual([false, false]);
    const diagram = await lookInside(page);
    expect([wasLoaded("inside-view"), wasLoaded("look-inside")]).toEqual([true, true]);
    expect(await diagram.getByRole("option").count()).toBe(2 + 20 + 3 + 1 + 40 + 60 + 3);
    const training = dropoutAt(100);
    await diagram.getByRole("option", { name: weightName(training), exact: true }).waitFor();
    const bias = formatNumber(training.model().toTextbook().b2?.at(1, 0) ?? 0, 3);
    await diagram.getByRole("option", { name: `unit 2 of layer 2, bias ${bias}` }).waitFor();
    await diagram.getByRole("option", { name: "feature x₂" }).waitFor();
    await diagram.getByRole("option", { name: /^the output, bias / }).waitFor();
  });

  it("is walked through by keyboard from one stop, and what is selected is explained", async () => {
    const page = await visit({ hash: AT_100 });
    await expectRest(page, "after 100 iterations");
    const diagram = await lookInside(page);
    await diagram.getByRole("option", { name: "feature x₁" }).click();
    expect(await diagram.locator("[tabindex='0']").count()).toBe(1);
    const focused = () => page.evaluate<string>("document.activeElement.getAttribute('aria-label')");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe(weightName(dropoutAt(100)));
    expect(await diagram.getByRole("option", { selected: true }).getAttribute("aria-label")).toBe(
      await focused(),
    );
    await inside(page).getByText("dW¹3,1").first().waitFor();
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toMatch(/^unit 3 of layer 1, bias /);
    await inside(page)
      .getByRole("heading", { name: "What unit 3 of layer 1 hands on over the plane" })
      .waitFor();
    await inside(page).getByText("db¹3").first().waitFor();
  });

  it("crosses out what drops out for the point in the next iteration, step by step", async () => {
    const page = await visit({ hash: AT_100 });
    await expectRest(page, "after 100 iterations");
    const diagram = await lookInside(page);
    await follow(page, 1);
    for (const iteration of [100, 101, 102]) {
      const { layers } = dropoutAt(iteration).inspect(0);
      const dropped = layers.flatMap(({ layer, mask }) =>
        Array.from(mask ?? []).flatMap((bit, unit) =>
          bit === 0 ? [`unit ${unit + 1} of layer ${layer}`] : [],
        ),
      );
      await inside(page)
        .getByRole("heading", { name: `Iteration ${iteration + 1}, as point 1 sees it` })
        .waitFor();
      const labels = await diagram
        .getByRole("option", { name: "drops out" })
        .evaluateAll((options) => options.map((option) => option.getAttribute("aria-label") ?? ""));
      expect(labels.map((label) => label.replace(/,.*/, ""))).toEqual(dropped);
      await button(page, "One iteration").click();
    }
  });

  it("draws the strongest of many units, and says so", async () => {
    const page = await visit({ hash: AT_100 });
    await page.getByLabel("Hidden layers", { exact: true }).fill("64");
    await page.getByLabel("Hidden layers", { exact: true }).press("Enter");
    await page.getByText("2–64–1").first().waitFor();
    await expectRest(page, "after 100 iterations");
    const diagram = await lookInside(page);
    await inside(page).getByText("Layer 1: the 24 of 64 with the largest weights are drawn.").waitFor();
    expect(await diagram.getByRole("option").count()).toBe(2 + 24 + 1 + 48 + 24);
  });

  it("follows a run while it goes on", async () => {
    const page = await visit({ hash: "#iterations=1000000&at=0" });
    await expectRest(page, "after 0 iterations");
    await page.getByLabel("Speed", { exact: true }).selectOption({ label: "1 000 a second" });
    const diagram = await lookInside(page);
    await button(page, "Train").click();
    const options = diagram.getByRole("option", { name: "weight from x₁ to unit 1 of layer 1" });
    const first = await options.getAttribute("aria-label");
    await expect.poll(() => options.getAttribute("aria-label"), PATIENT).not.toBe(first);
    await button(page, "Pause").click();
    await expectRest(page, /after [\d ]+ iterations/);
    await button(page, "Train").waitFor();
  });
});

/** The lines of numbers of all equations with their results, as expressions of JavaScript. */
async function readEquations(page: Page): Promise<{ numbers: string; result: string }[]> {
  const equations = await inside(page)
    .locator(".equation:has(.numbers)")
    .evaluateAll((all) =>
      all.map((equation) => ({
        numbers: equation.querySelector(".numbers")?.textContent ?? "",
        result: equation.querySelector(".result strong")?.textContent ?? "",
      })),
    );
  const toExpression = (text: string): string =>
    text
      .replace(/^ = /, "")
      .replaceAll("−", "-")
      .replaceAll("·", "*")
      .replaceAll("relu(", "Math.max(0, ")
      .replaceAll("log(", "Math.log(")
      .replace(/σ\(([^)]*)\)/g, "1 / (1 + Math.exp(-($1)))");
  return equations.map(({ numbers, result }) => ({ numbers: toExpression(numbers), result }));
}

describe("the step in numbers", () => {
  it.each(["Look inside: Dropout, keep 0.86", "Look inside: L2, λ = 0.7"])(
    "agrees with itself to the digits that are shown: %s",
    async (name) => {
      const page = await visit({ hash: AT_100 });
      await expectRest(page, "after 100 iterations");
      await lookInside(page, name);
      for (const [layer, point] of [
        ["Layer 1", 8],
        ["Layer 2", 30],
        ["Output", 211],
      ] as const) {
        await inside(page).getByRole("combobox", { name: "Into layer" }).selectOption(layer);
        await follow(page, point);
        const equations = await readEquations(page);
        expect(equations.length).toBeGreaterThan(4);
        for (const { numbers, result } of equations) {
          const found = await page.evaluate<number>(numbers);
          const digits = result.replace(/^−?0?\.?0*/, "").replace(/\D/g, "").length;
          const shown = Number(result.replaceAll("−", "-"));
          expect(Number(found.toPrecision(Math.max(4, digits))), numbers).toBe(shown);
        }
      }
    },
  );

  it("ends at the weight that the next iteration brings", async () => {
    const page = await visit({ hash: AT_100 });
    await expectRest(page, "after 100 iterations");
    const diagram = await lookInside(page);
    await inside(page).getByRole("combobox", { name: "From" }).selectOption("x₁");
    await inside(page).getByRole("combobox", { name: "To unit" }).selectOption("unit 3 of layer 1");
    const update = inside(page).getByRole("listitem").filter({ hasText: "Update" });
    await update.getByText("W¹3,1").first().waitFor();
    const after = await update.locator(".result strong").last().textContent();
    await button(page, "One iteration").click();
    await diagram.getByRole("option", { name: weightName(dropoutAt(101)), exact: true }).waitFor();
    const weight = dropoutAt(101).model().toTextbook().W1?.at(2, 0) ?? 0;
    const digits = (after ?? "").replace(/^−?0?\.?0*/, "").replace(/\D/g, "").length;
    expect(after).toBe(formatNumber(weight, Math.max(4, digits)));
  });

  it("follows the point that is clicked", async () => {
    const page = await visit({ hash: AT_100 });
    await expectRest(page, "after 100 iterations");
    await lookInside(page);
    const example = 17;
    const [x, y] = [0, 1].map((feature) => football.features[feature]?.values as Float64Array);
    await clickPoint(plane(page), { x, y } as Positions, { grid: createGrid([football, test]), example });
    await inside(page)
      .getByRole("heading", { name: `as point ${example + 1} sees it` })
      .waitFor();
    expect(await inside(page).getByLabel("Point", { exact: true }).inputValue()).toBe(String(example + 1));
    const field = inside(page).getByLabel("Point", { exact: true });
    await field.fill("212");
    await field.press("Enter");
    await inside(page).getByText("Expected a number from 1 to 211.").waitFor();
  });

  it("says where it cannot be told, and leads to where it can", async () => {
    const page = await visit({ hash: "#iterations=600" });
    await expectRest(page, "after 600 iterations");
    const diagram = await lookInside(page);
    await page.getByRole("slider", { name: "Iteration that is shown" }).fill("200");
    await inside(page).getByText("An earlier iteration is shown.").waitFor();
    await diagram.getByRole("option", { name: weightName(dropoutAt(200)), exact: true }).waitFor();
    await button(page, "To the last iteration").click();
    await inside(page).getByRole("heading", { name: "Iteration 601, as point" }).waitFor();
  });
});

/** Three measurements, a kind, and a number that two of the measurements make. */
const BOXES = new TextEncoder().encode(
  [
    "length,width,height,kind,weight",
    ...Array.from({ length: 90 }, (_, row) => {
      const [length, width, height] = [(row * 37) % 53, ((row * 29) % 47) / 4, 5 + ((row * 13) % 31)];
      return [length, width, height, length > 3 * width ? "long" : "wide", 2 * length + width * width].join();
    }),
    "",
  ].join("\n"),
);

describe("a network that learns a file", () => {
  /** The picture of the unit that is selected, as a text that differs where it does. */
  const pictureOf = (page: Page): Promise<string> =>
    plane(page)
      .locator("canvas")
      .evaluate((canvas) => (canvas as unknown as { toDataURL(): string }).toDataURL());

  it("is shown along the features that are chosen, and follows the point that is clicked there", async () => {
    const split = await readDataset(BOXES, { name: "boxes.csv", target: "kind" });
    const hash = "#data=data/boxes.csv&target=kind&iterations=600&at=100";
    const page = await visit({ hash, data: { name: "boxes.csv", bytes: BOXES } });
    await expectRest(page, "after 100 iterations");
    const diagram = await lookInside(page);
    for (const { name } of split.training.features)
      await diagram.getByRole("option", { name: `feature ${name}`, exact: true }).waitFor();
    await plane(page).waitFor();
    const before = await pictureOf(page);
    await page.getByLabel("Across", { exact: true }).selectOption("height");
    await page.getByLabel("Up", { exact: true }).selectOption("width");
    await expect.poll(() => pictureOf(page), PATIENT).not.toBe(before);
    await page.locator(".x-name").first().getByText("height").waitFor();
    const { data, grid } = createModelViewer(split, 1, ["height", "width"]);
    await clickPoint(plane(page), data.training, { grid, example: 17 });
    await inside(page).getByRole("heading", { name: "as point 18 sees it" }).waitFor();
  });

  it("tells of numbers that are predicted by squares, and ends at the weight of the next iteration", async () => {
    const { training } = await readDataset(BOXES, { name: "boxes.csv", target: "weight" });
    const hash = "#data=data/boxes.csv&iterations=600&at=100";
    const page = await visit({ hash, data: { name: "boxes.csv", bytes: BOXES } });
    await expectRest(page, "predictions miss by about");
    const diagram = await lookInside(page, "Look inside: L2, λ = 0.7");
    await inside(page).getByText("dZ³ = 2(A³ − Y)").waitFor();
    const run = startTraining(training, { iterations: 600, lambda: 0.7 });
    run.advance(100);
    for (const _ of [100, 101]) {
      const weight = formatNumber(run.model().toTextbook().W1?.at(2, 1) ?? 0, 3);
      const name = `weight from width to unit 3 of layer 1: ${weight}`;
      await diagram.getByRole("option", { name, exact: true }).waitFor();
      await button(page, "One iteration").click();
      run.advance(1);
    }
  });
});

describe("everyone", () => {
  const english = {
    open: "Look inside: Dropout, keep 0.86",
    region: "Inside the network",
    list: "Diagram of the network",
  };
  const chinese = { open: "看内部：Dropout，保留 0.86", region: "网络内部", list: "网络图" };

  it.each([
    ["en-US", "light", english],
    ["en-US", "dark", english],
    ["zh-CN", "light", chinese],
    ["zh-CN", "dark", chinese],
  ] as const)(
    "can look inside, and no rule of accessibility is broken: %s, %s",
    async (locale, colorScheme, { open, region, list }) => {
      const page = await visit({ hash: AT_100, locale, colorScheme });
      await expectRest(page, "100");
      await lookInside(page, open);
      await inside(page, region).getByRole("listbox", { name: list }).waitFor();
      await inside(page, region).locator(".equation").first().waitFor();
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    },
  );

  it("reads it in Chinese", async () => {
    const page = await visit({ hash: AT_100, locale: "zh-CN" });
    await expectRest(page, "100");
    const diagram = await lookInside(page, "看内部：Dropout，保留 0.86");
    const weight = formatNumber(dropoutAt(100).model().toTextbook().W1?.at(2, 0) ?? 0, 3);
    await diagram.getByRole("option", { name: `从 x₁ 到 第 1 层第 3 个单元 的权重：${weight}` }).waitFor();
    const region = inside(page, "网络内部");
    for (const part of ["前向传播", "代价", "反向传播", "更新"])
      await region.getByRole("heading", { name: part, exact: true }).waitFor();
  });

  it("comes back to where it was opened from", async () => {
    const page = await visit({ hash: AT_100 });
    await expectRest(page, "after 100 iterations");
    await lookInside(page);
    expect(await page.evaluate<string>("document.activeElement.textContent")).toBe("Inside the network");
    await inside(page).getByLabel("Network", { exact: true }).selectOption("L2, λ = 0.7");
    expect(await button(page, "Look inside: L2, λ = 0.7").getAttribute("aria-expanded")).toBe("true");
    await inside(page).getByRole("button", { name: "Close" }).click();
    expect(await inside(page).count()).toBe(0);
    await expect
      .poll(() => page.evaluate<string>("document.activeElement.getAttribute('aria-label')"), PATIENT)
      .toBe("Look inside: Dropout, keep 0.86");
  });

  it.each([320, 390, 768, 1280, 1920])(
    "can look inside at %d pixels without scrolling sideways",
    async (width) => {
      const page = await visit({ hash: AT_100, viewport: { width, height: 800 } });
      await expectRest(page, "after 100 iterations");
      await lookInside(page);
      expect(
        await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth"),
      ).toBeLessThanOrEqual(0);
    },
  );
});
