import type { Model, Training } from "wellfit";
import type { Inside, InsideWanted } from "../inside/inside.ts";
import type { createInsideViewer, InsideViewer } from "../inside/look-inside.ts";

/** From one look to the next while a run goes on: numbers that change faster cannot be read. */
const LOOK_MS = 150;

/** What there is to be looked into when a frame is sent. */
export interface Seen {
  readonly model: Model;
  /** The run, where the model is its present one. */
  readonly training: Training | undefined;
  readonly isResting: boolean;
  /** Milliseconds, as the trainer counts them. */
  readonly now: number;
}

/** What a network is like inside; undefined where nobody wants to know, or it has been told a moment ago. */
export type LookAtRun = (seen: Seen) => Inside | undefined;

/** Looks into networks as long as that is wanted. What it takes is loaded when it is wanted first. */
export class Insider {
  readonly #onReady: () => void;
  #createViewer: typeof createInsideViewer | undefined;
  #wanted: InsideWanted | undefined;
  #nextAt = 0;
  #hasNews = false;

  /** @param onReady told when there is something new to be looked at, though nothing has been trained */
  constructor(onReady: () => void) {
    this.#onReady = onReady;
  }

  /** Looks from now on at what is wanted; undefined is at nothing. */
  want(wanted: InsideWanted | undefined): void {
    this.#wanted = wanted;
    this.#nextAt = 0;
    if (wanted === undefined) return;
    if (this.#createViewer === undefined) void this.#load();
    else this.#tell();
  }

  /** Whether there is something new to be looked at, since this was last asked. */
  hasNews(): boolean {
    const hadNews = this.#hasNews;
    this.#hasNews = false;
    return hadNews;
  }

  /** How the networks of a run are looked into, as {@link createInsideViewer} says. */
  forRun(...learnt: Parameters<typeof createInsideViewer>): LookAtRun {
    let viewer: InsideViewer | undefined;
    return ({ model, training, isResting, now }) => {
      const wanted = this.#wanted;
      if (wanted === undefined || (!isResting && now < this.#nextAt)) return undefined;
      viewer ??= this.#createViewer?.(...learnt);
      this.#nextAt = now + LOOK_MS;
      return viewer?.look(model, training, wanted);
    };
  }

  async #load(): Promise<void> {
    const { createInsideViewer: create } = await import("../inside/look-inside.ts");
    this.#createViewer = create;
    this.#tell();
  }

  #tell(): void {
    this.#hasNews = true;
    this.#onReady();
  }
}
