/**
 * How threads of one memory share work: the leader posts so many parts on a board, and every thread, the leader too,
 * takes one part after the other until none is left. Nobody waits for a thread that has taken nothing: where the system
 * gives its core to another program, the others do its share.
 */

/** The words of a board. Those that many look at while others write have cache lines of their own. */
const WORDS_PER_LINE = 16;
/** Parts that nobody has taken. */
const LEFT = 0;
/** Parts that are done. */
const DONE = WORDS_PER_LINE;
const SLEEPERS = 2 * WORDS_PER_LINE;
const TABLE = 3 * WORDS_PER_LINE;
const ITERATION = TABLE + 1;
const STOPPED = TABLE + 2;
const BROKEN = TABLE + 3;
const DISMISSED = TABLE + 4;
const WORDS = 4 * WORDS_PER_LINE;

/** Bytes that a board takes of a shared memory. */
export const BOARD_BYTES = WORDS * Int32Array.BYTES_PER_ELEMENT;

/** How often a thread looks for work, or for the end of others' work, before it sleeps: some tens of microseconds. */
const LOOKS = 20_000;

/** Does a part of what is posted. @returns whether all may go on after it */
export type DoPart = (table: number, part: number, iteration: number) => boolean;

/** One thread's view of the board. */
export class WorkBoard {
  readonly #words: Int32Array;
  readonly #doPart: DoPart;
  readonly #maySleep = maySleep();

  /** @param address of {@link BOARD_BYTES} bytes that begin as zeros */
  constructor(buffer: SharedArrayBuffer, address: number, doPart: DoPart) {
    this.#words = new Int32Array(buffer, address, WORDS);
    this.#doPart = doPart;
  }

  /**
   * Posts parts, and does them together with whoever takes some of them.
   *
   * @param table what tells the threads what the parts are: an address
   * @returns whether all may go on; false, too, where a thread has failed at its part
   */
  share(table: number, parts: number, iteration: number): boolean {
    const words = this.#words;
    words[TABLE] = table;
    words[ITERATION] = iteration;
    Atomics.store(words, DONE, 0);
    Atomics.store(words, LEFT, parts);
    this.#wake(LEFT);
    while (this.#takePart());
    this.#await(DONE, (done) => done === parts || this.isBroken);
    return Atomics.load(words, STOPPED) === 0 && !this.isBroken;
  }

  /** Has {@link share} begin anew after a part did not let all go on. */
  goOn(): void {
    Atomics.store(this.#words, STOPPED, 0);
  }

  /** Takes parts of whatever is posted, until the leader dismisses all. */
  help(): void {
    const isOver = (): boolean => Atomics.load(this.#words, DISMISSED) !== 0;
    while (!isOver()) {
      this.#await(LEFT, (left) => left > 0 || isOver());
      while (this.#takePart());
    }
  }

  /** Lets all that help leave, and those that come later. */
  dismiss(): void {
    Atomics.store(this.#words, DISMISSED, 1);
    // The word that helpers sleep by has to change, or one that is about to sleep would not notice.
    Atomics.store(this.#words, LEFT, -1);
    Atomics.notify(this.#words, LEFT);
  }

  /** Whether a thread has failed at its part. */
  get isBroken(): boolean {
    return Atomics.load(this.#words, BROKEN) !== 0;
  }

  /** Takes a part and does it. @returns whether there was one */
  #takePart(): boolean {
    const words = this.#words;
    let left = Atomics.load(words, LEFT);
    for (;;) {
      if (left <= 0) return false;
      const seen = Atomics.compareExchange(words, LEFT, left, left - 1);
      if (seen === left) break;
      left = seen;
    }
    // Nothing else is posted before this part is done, so what the board says is about it.
    try {
      // Addresses reach beyond the largest signed integer.
      const table = (words[TABLE] as number) >>> 0;
      const goesOn = this.#doPart(table, left - 1, (words[ITERATION] as number) >>> 0);
      if (!goesOn) Atomics.store(words, STOPPED, 1);
    } catch (error) {
      Atomics.store(words, BROKEN, 1);
      // It only ever rises, so that no word that the leader has seen comes back before it sleeps by it.
      Atomics.add(words, DONE, 1);
      Atomics.notify(words, DONE);
      throw error;
    }
    Atomics.add(words, DONE, 1);
    this.#wake(DONE);
    return true;
  }

  /** Waits until a word is what it has to be. */
  #await(word: number, isReached: (value: number) => boolean): void {
    const words = this.#words;
    for (let look = 0; look < LOOKS; look++) if (isReached(Atomics.load(words, word))) return;
    for (;;) {
      // Who wakes reads the sleepers after it has changed the word, so one of the two sees the other.
      Atomics.add(words, SLEEPERS, 1);
      const value = Atomics.load(words, word);
      const reached = isReached(value);
      if (!reached && this.#maySleep) Atomics.wait(words, word, value);
      Atomics.sub(words, SLEEPERS, 1);
      if (reached) return;
    }
  }

  #wake(word: number): void {
    if (Atomics.load(this.#words, SLEEPERS) > 0) Atomics.notify(this.#words, word);
  }
}

/** Whether this thread may sleep: that of a page may not, and looks on. */
function maySleep(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 0);
    return true;
  } catch {
    return false;
  }
}
