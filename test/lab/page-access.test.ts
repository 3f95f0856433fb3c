import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, it } from "vitest";
import { button, expectRest, SHORT, useLab } from "../support/lab-page.ts";

const { visit } = useLab();

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
    await page.locator("details.take-away .columns").waitFor();
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
    await page.getByRole("heading", { level: 1, name: "正则化做了什么" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-Hans");
    await expectRest(page, "无正则化：经过 600 次迭代");
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "正则化做了什么" }).waitFor();
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

  it("is spared what moves, where that is wished", async () => {
    const page = await visit({ hash: "#at=0", reducedMotion: "reduce" });
    await expectRest(page, "after 0 iterations");
    await page.evaluate(
      "globalThis.drawn = 0; new MutationObserver(() => drawn++).observe(document.querySelector('.small-print'), { subtree: true, characterData: true, childList: true });",
    );
    await page.getByLabel("Speed", { exact: true }).selectOption({ label: "5 000 a second" });
    await button(page, "Train").click();
    await expectRest(page, "after 30 000 iterations");
    // Six seconds of training: with a picture at every chance, there would be more than a hundred.
    expect(await page.evaluate<number>("drawn")).toBeLessThan(60);
  });

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
