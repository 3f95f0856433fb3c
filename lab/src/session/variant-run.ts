import { batch, type Signal, signal } from "@preact/signals";
import type { Inside, InsideWanted } from "../inside/inside.ts";
import type { Change } from "../state/settings.ts";
import { appendCosts, type CostColumns, emptyCosts } from "./cost-columns.ts";
import type { Frame, Order, Pace, Report, RunOrder } from "./protocol.ts";

/** The part of a browser's `Worker` that a run needs. */
export interface TrainingWorker {
  postMessage(order: Order, transfer: ArrayBuffer[]): void;
  addEventListener(type: "message", listener: (message: { readonly data: Report }) => void): void;
  addEventListener(type: "error", listener: () => void): void;
  terminate(): void;
}

/** What a worker says of a run that has begun. */
export type Started = Extract<Report, { type: "started" }>;

/** What a run needs of the page. */
export interface RunPlace {
  readonly startWorker: () => TrainingWorker;
  /** Calls back when the next picture of the page is drawn. */
  readonly atNextPicture: (draw: () => void) => void;
  readonly onFrame: () => void;
  readonly onChange: (change: Change) => void;
}

/** The run of one variant, in a worker of its own, which waits for its first order. */
export class VariantRun {
  readonly started: Signal<Started | undefined> = signal(undefined);
  /** The last that was told, of an older run as long as there is none of the present one: a page is not to flicker. */
  readonly frame: Signal<Frame | undefined> = signal(undefined);
  /** The last that was told of the present run. */
  readonly present: Signal<Frame | undefined> = signal(undefined);
  /** The same columns for a whole run; `frame` tells that they have grown. */
  readonly costs: Signal<CostColumns> = signal(emptyCosts());
  /** What the network was like inside when that was last told; undefined unless it is wanted. */
  readonly inside: Signal<Inside | undefined> = signal(undefined);
  /** Why there is no run, or what was refused, in the library's words. */
  readonly trouble: Signal<string | undefined> = signal(undefined);
  /** Whether the worker is no more. */
  readonly hasDied: Signal<boolean> = signal(false);
  readonly #place: RunPlace;
  readonly #worker: TrainingWorker;
  readonly #savings: ((bytes: Uint8Array<ArrayBuffer>) => void)[] = [];
  #latest = 0;

  constructor(place: RunPlace) {
    this.#place = place;
    this.#worker = place.startWorker();
    this.#worker.addEventListener("message", ({ data }) => {
      if (data.run === this.#latest) this.#hear(data);
    });
    this.#worker.addEventListener("error", () => {
      this.hasDied.value = true;
    });
  }

  /** Makes another run from its start. */
  start(order: Omit<RunOrder, "type" | "run">): void {
    this.#latest++;
    this.present.value = undefined;
    this.trouble.value = undefined;
    this.post({ type: "start", run: this.#latest, ...order });
  }

  /** Ends the present run, and shows nothing until another is made. */
  hold(): void {
    this.#latest++;
    batch(() => {
      this.started.value = undefined;
      this.frame.value = undefined;
      this.present.value = undefined;
      this.costs.value = emptyCosts();
      this.trouble.value = undefined;
    });
    this.post({ type: "pause" });
  }

  /** Goes on as far and as fast as it is told. */
  go(pace: Pace): void {
    this.post({ type: "go", ...pace });
  }

  /** Gives the worker an order. */
  post(order: Order): void {
    this.#worker.postMessage(order, []);
  }

  /** The model that is shown, as the bytes of a file. */
  save(): Promise<Uint8Array<ArrayBuffer>> {
    return new Promise((resolve) => {
      this.#savings.push(resolve);
      this.post({ type: "save" });
    });
  }

  /** Has the frames tell what the network is like inside; undefined is no longer. */
  lookInside(wanted: InsideWanted | undefined): void {
    if (wanted === undefined) this.inside.value = undefined;
    this.post({ type: "lookInside", wanted });
  }

  /** Ends the worker, whatever it is doing. */
  end(): void {
    this.#worker.terminate();
  }

  #hear(report: Report): void {
    switch (report.type) {
      case "started":
        this.started.value = report;
        this.costs.value = emptyCosts();
        break;
      case "axes":
        if (this.started.value !== undefined)
          this.started.value = { ...this.started.value, data: report.data, grid: report.grid };
        break;
      case "frame":
        this.#place.atNextPicture(() => this.#show(report.run, report.frame));
        break;
      case "changed":
        this.#place.onChange(report.change);
        break;
      case "refused":
        this.trouble.value = report.message;
        break;
      case "saved":
        this.#savings.shift()?.(report.bytes);
    }
  }

  #show(run: number, frame: Frame): void {
    if (run !== this.#latest) return;
    appendCosts(this.costs.value, frame.records);
    batch(() => {
      this.frame.value = frame;
      this.present.value = frame;
      if (frame.inside !== undefined) this.inside.value = frame.inside;
    });
    this.post({ type: "drawn" });
    this.#place.onFrame();
  }
}
