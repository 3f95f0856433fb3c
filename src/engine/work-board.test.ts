import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it, vi } from "vitest";
import { BOARD_BYTES, type DoPart, WorkBoard } from "./work-board.ts";

const PARTS = 24;
const ROUNDS = 400;
/** Where every part notes how often it was done. */
const COUNTS = BOARD_BYTES / Int32Array.BYTES_PER_ELEMENT;
/** Where every thread notes how many parts it has done. */
const BY_THREAD = COUNTS + PARTS;

const createBuffer = (): SharedArrayBuffer => new SharedArrayBuffer(BOARD_BYTES + 4 * (PARTS + 8));

/** A thread that helps: it does parts like those of the leader, or fails at its first. */
function startHelper(buffer: SharedArrayBuffer, thread: number, fails = false): Promise<string> {
  const source = `
    import { parentPort, workerData } from "node:worker_threads";
    import { WorkBoard } from ${JSON.stringify(new URL("work-board.ts", import.meta.url).href)};
    const { buffer, thread, fails, counts, byThread } = workerData;
    const words = new Int32Array(buffer);
    const board = new WorkBoard(buffer, 0, (table, part) => {
      if (fails) throw new Error("a part failed");
      Atomics.add(words, counts + part, 1);
      Atomics.add(words, byThread + thread, 1);
      return true;
    });
    parentPort.postMessage("here");
    try { board.help(); parentPort.postMessage("dismissed"); } catch (error) { parentPort.postMessage(error.message); }
  `;
  const url = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
  const workerData = { buffer, thread, fails, counts: COUNTS, byThread: BY_THREAD };
  const worker = new Worker(url, { workerData, execArgv: [] });
  return new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("message", (text: string) => {
      if (text !== "here") resolve(text);
    });
  });
}

function boardOf(buffer: SharedArrayBuffer, doPart: DoPart): WorkBoard {
  return new WorkBoard(buffer, 0, doPart);
}

/** The part of the leader: it notes what it does. */
const noteIn =
  (words: Int32Array): DoPart =>
  (_, part) => {
    Atomics.add(words, COUNTS + part, 1);
    Atomics.add(words, BY_THREAD, 1);
    return true;
  };

it("has every part done once, by the leader alone", () => {
  const buffer = createBuffer();
  const told: number[][] = [];
  const board = boardOf(buffer, (...given) => {
    told.push(given);
    return true;
  });
  expect(board.share(640, 3, 7)).toBe(true);
  expect(told).toEqual([
    [640, 2, 7],
    [640, 1, 7],
    [640, 0, 7],
  ]);
});

it("has every part done once by whoever takes it, and lets helpers go that come early or late", async () => {
  const buffer = createBuffer();
  const words = new Int32Array(buffer);
  const board = boardOf(buffer, noteIn(words));
  const helpers = [1, 2, 3].map((thread) => startHelper(buffer, thread));
  let rounds = 0;
  // Until all have helped: how soon they come is up to the system.
  while (rounds < ROUNDS || [1, 2, 3].some((thread) => Atomics.load(words, BY_THREAD + thread) === 0)) {
    rounds++;
    expect(board.share(0, PARTS, rounds)).toBe(true);
    const counts = Array.from(words.subarray(COUNTS, COUNTS + PARTS));
    expect(counts).toEqual(counts.map(() => rounds));
    // Long enough for a helper to fall asleep now and then.
    if (rounds % 100 === 0) await new Promise((resolve) => void setTimeout(resolve, 5));
  }
  board.dismiss();
  expect(await Promise.all([...helpers, startHelper(buffer, 4)])).toEqual(Array(4).fill("dismissed"));
});

it("tells addresses beyond 2 GiB as they are", () => {
  const told: number[] = [];
  const board = boardOf(createBuffer(), (table) => told.push(table) > 0);
  board.share(2 ** 31 + 64, 1, 7);
  expect(told).toEqual([2 ** 31 + 64]);
});

describe("a thread that is about to sleep", () => {
  afterEach(() => void vi.restoreAllMocks());

  /** Has something happen between a thread's last look and its sleep, which may then not begin. */
  const beforeSleep = (happen: () => void): (() => string[]) => {
    const answers: string[] = [];
    const wait = Atomics.wait.bind(Atomics) as (...given: unknown[]) => "ok" | "not-equal" | "timed-out";
    vi.spyOn(Atomics, "wait").mockImplementation(((words: Int32Array, word: number, value: number) => {
      // The question whether this thread may sleep at all.
      if (words.length === 1) return wait(words, word, value, 0);
      happen();
      const answer = wait(words, word, value, 2000);
      answers.push(answer);
      return answer;
    }) as typeof Atomics.wait);
    return () => answers;
  };

  it("notices that it is dismissed", () => {
    const buffer = createBuffer();
    const leader = boardOf(buffer, () => true);
    const answers = beforeSleep(() => leader.dismiss());
    boardOf(buffer, () => true).help();
    expect(answers()).toEqual(["not-equal"]);
  });

  it("notices that a helper has failed at its part, even where another has just done one", () => {
    const buffer = createBuffer();
    const failing = boardOf(buffer, () => {
      throw new Error("a part failed");
    });
    const words = new Int32Array(buffer);
    const LEFT = 0;
    // The leader does one part; helpers hold the other three when it comes to wait.
    const leader = boardOf(buffer, () => {
      words[LEFT] = 0;
      return true;
    });
    const helping = boardOf(buffer, () => {
      if (words[LEFT] === 0) leader.dismiss();
      return true;
    });
    const answers = beforeSleep(() => {
      words[LEFT] = 1;
      expect(() => failing.help()).toThrow("a part failed");
      words[LEFT] = 2;
      helping.help();
    });
    expect(leader.share(0, 4, 0)).toBe(false);
    expect(answers()).toEqual(["not-equal"]);
  });
});

it("tells that a part does not let all go on, until it is told to go on", () => {
  const board = boardOf(createBuffer(), (_, part) => part !== 1);
  expect(board.share(0, 3, 0)).toBe(false);
  expect(board.share(0, 1, 0)).toBe(false);
  board.goOn();
  expect(board.share(0, 1, 0)).toBe(true);
});

it("ends the wait for a helper that fails at its part, and says so", async () => {
  const buffer = createBuffer();
  const helper = startHelper(buffer, 1, true);
  const board = boardOf(buffer, () => true);
  while (board.share(0, PARTS, 0)) await new Promise((resolve) => void setImmediate(resolve));
  expect(board.isBroken).toBe(true);
  expect(await helper).toBe("a part failed");
});
