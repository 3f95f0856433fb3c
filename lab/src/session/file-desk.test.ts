import { describe, expect, it } from "vitest";
import { ownFileSource } from "../state/data-recipe.ts";
import { firstState, type LabState } from "../state/lab-state.ts";
import type { ExaminedFile, ExamineOrder } from "./examine-protocol.ts";
import { FileDesk } from "./file-desk.ts";
import { Lab } from "./lab.ts";

const NOTHING = {
  postMessage: () => undefined,
  addEventListener: () => undefined,
  terminate: () => undefined,
};
const SOURCE = ownFileSource("hash of good", "a.csv");

/** A desk whose files are their own hashes; one that begins with "bad" is refused. */
function rig(state: LabState = firstState) {
  const lab = new Lab(
    { base: "http://127.0.0.1/", startWorker: () => NOTHING, atNextPicture: () => undefined },
    { state, iteration: 0 },
  );
  const orders: ExamineOrder[] = [];
  const desk = new FileDesk(lab, {
    examine: async (order) => {
      orders.push(order);
      const text = await order.file.text();
      if (text.startsWith("bad") || order.reading.target === "bad")
        throw new Error(`${order.name}:1: ${text}`);
      const isNumbers = text === "numbers" ? { targetType: "number" as const } : {};
      return { hash: `hash of ${text}`, reading: { ...order.reading, ...isNumbers } } as ExaminedFile;
    },
    fetchFile: async () => new Blob(["good"]),
  });
  return { lab, desk, orders, sourceOf: () => lab.state.value.data.source };
}

const GOOD = new Blob(["good"]);

describe("a file of a person's own", () => {
  it("becomes the data, known by its hash and its name, and is kept in memory", async () => {
    const { lab, desk, sourceOf } = rig();
    await desk.open("a.csv", GOOD);
    expect(sourceOf()).toBe(SOURCE);
    expect(await lab.files.get(SOURCE)?.text()).toBe("good");
    expect(desk.examined.value?.recipe.source).toBe(SOURCE);
    expect([desk.isAsking.value, desk.isReading.value]).toEqual([false, false]);
  });

  it("whose target is no classes is read as numbers from then on", async () => {
    const { lab, desk } = rig();
    await desk.open("a.npz", new Blob(["numbers"]));
    expect(lab.state.value.data.reading).toEqual({ targetType: "number" });
    expect(desk.examined.value?.recipe).toEqual(lab.state.value.data);
  });

  it("that cannot be read changes nothing, and is said to be so in the reader's words", async () => {
    const { lab, desk, sourceOf } = rig();
    await desk.open("a.csv", GOOD);
    const before = lab.state.value;
    await desk.open("b.csv", new Blob(["bad"]));
    expect(desk.trouble.value).toEqual({ kind: "refused", message: "b.csv:1: bad" });
    expect(lab.state.value).toBe(before);
    await desk.choose(() => ({ target: "bad" }));
    expect(desk.trouble.value).toMatchObject({ message: "a.csv:1: good" });
    expect(sourceOf()).toBe(SOURCE);
    expect(lab.state.value).toBe(before);
    desk.close();
    expect([desk.trouble.value, desk.isAsking.value]).toEqual([undefined, false]);
  });

  it("is the last that was given, in whatever order they are read", async () => {
    const { desk, sourceOf } = rig();
    const slow = {
      arrayBuffer: async () =>
        new Promise<ArrayBuffer>((resolve) => setTimeout(resolve, 30, new ArrayBuffer(0))),
    };
    const first = desk.open("slow.csv", slow as Blob);
    await desk.open("a.csv", GOOD);
    await first;
    expect(sourceOf()).toBe(SOURCE);
    expect(desk.isReading.value).toBe(false);
  });

  it("is read otherwise as its columns are chosen; axes go", async () => {
    const { lab, desk, orders } = rig();
    await desk.open("a.csv", GOOD);
    lab.showAxes(["p", "q"]);
    await desk.choose(() => ({ target: "y", columns: { a: "drop" } }));
    expect(lab.state.value.data.reading).toEqual({ target: "y", columns: { a: "drop" } });
    expect(orders.at(-1)?.reading).toEqual({ target: "y", columns: { a: "drop" } });
    expect(lab.state.value.axes).toBeUndefined();
    await desk.choose(() => ({}));
    expect(lab.state.value.data).toEqual({ source: SOURCE, sample: {} });
  });
});

it("what is chosen while a choice is still read is added to it", async () => {
  const { lab, desk } = rig();
  await desk.open("a.csv", GOOD);
  const first = desk.choose(() => ({ target: "y" }));
  await desk.choose((reading) => ({ ...reading, targetType: "number" }));
  await first;
  expect(lab.state.value.data.reading).toEqual({ target: "y", targetType: "number" });
  await desk.choose(() => ({ target: "bad" }));
  await desk.choose((reading) => ({ ...reading, columns: { a: "drop" } }));
  expect(lab.state.value.data.reading?.target).toBe("y");
});

it("what is chosen is told while it is read, and taken back where it is refused", async () => {
  const { desk } = rig();
  await desk.open("a.csv", GOOD);
  const taken = desk.choose(() => ({ target: "y" }));
  expect(desk.reading.value).toEqual({ target: "y" });
  await taken;
  const refused = desk.choose((reading) => ({ ...reading, target: "bad" }));
  expect(desk.reading.value).toEqual({ target: "bad" });
  await refused;
  expect(desk.reading.value).toEqual({ target: "y" });
});

describe("a file that an address tells", () => {
  const state = { ...firstState, data: { source: SOURCE, sample: {}, reading: { target: "y" } } };

  it("is awaited, then read as the address says", async () => {
    const { lab, desk, orders } = rig(state);
    expect(desk.awaited?.source).toBe(SOURCE);
    await desk.open("a.csv", GOOD);
    expect(desk.awaited).toBeUndefined();
    expect(orders.at(-1)?.reading).toEqual({ target: "y" });
    expect(lab.state.value).toEqual(state);
  });

  it("is told from another of the same name, which can be taken all the same", async () => {
    const { lab, desk, sourceOf } = rig(state);
    await desk.open("a.csv", new Blob(["other"]));
    expect(desk.trouble.value).toMatchObject({ kind: "another", name: "a.csv" });
    expect([sourceOf(), lab.files.size]).toEqual([SOURCE, 0]);
    await desk.openAnew("a.csv", new Blob(["other"]));
    expect(lab.state.value.data).toEqual({ source: ownFileSource("hash of other", "a.csv"), sample: {} });
  });

  it("gives way to any of another name", async () => {
    const { desk, sourceOf } = rig(state);
    await desk.open("b.csv", GOOD);
    expect(sourceOf()).toBe(ownFileSource("hash of good", "b.csv"));
  });

  it("is fetched where it is the server's, and looked into once", async () => {
    const data = { source: "data/a.csv", sample: {} };
    const { desk, orders } = rig({ ...firstState, data });
    await desk.follow(data);
    await desk.follow(data);
    expect(orders.map(({ name }) => name)).toEqual(["a.csv"]);
    expect(desk.examined.value?.recipe).toEqual(data);
  });

  it("and that cannot be read, its networks tell of, and nobody twice", async () => {
    const data = { source: "data/a.csv", sample: {}, reading: { target: "bad" } };
    const { desk } = rig({ ...firstState, data });
    await desk.follow(data);
    expect([desk.trouble.value, desk.isReading.value]).toEqual([undefined, false]);
  });
});
