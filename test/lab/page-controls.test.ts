import { describe, expect, it } from "vitest";
import { describeOptions } from "../../src/base/options.ts";
import { datasets } from "../../src/data/datasets.ts";
import { parseModelBytes } from "../../src/model/model-bytes.ts";
import { trainOptions } from "../../src/train/options.ts";
import { train } from "../../src/train/train.ts";
import { button, expectRest, fingerprintsOf, PATIENT, SHORT, useLab } from "../support/lab-page.ts";

const { opened, visit } = useLab();

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

  it("bring the kernels of f32 when they are asked for, which give the library's bits", async () => {
    const page = await visit({ hash: SHORT });
    await expectRest(page, "after 600 iterations");
    const isF32 = (address: string): boolean => address.includes("/f32-");
    expect(opened().requests.some(isF32)).toBe(false);
    await page.goto(`${opened().url}${SHORT}&precision=f32`);
    const { training } = datasets.football();
    const { fingerprint } = await train(training, { iterations: 600, precision: "f32" });
    await expect.poll(async () => (await fingerprintsOf(page))[0], PATIENT).toBe(fingerprint);
    expect(opened().requests.some(isF32)).toBe(true);
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
    await expect
      .poll(() => page.evaluate<string>("location.hash"), PATIENT)
      .toContain("data=moons&examples=150&noise=0.3");
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
    await expect.poll(() => refusals.count(), PATIENT).toBe(3);
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
    ["Report (HTML)", "report.html", "<!doctype html>"],
  ])("is a picture or a report: %s", async (name, file, start) => {
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
