import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Change } from "../state/settings.ts";
import { appendCosts, type CostColumns, emptyCosts } from "./cost-columns.ts";
import type { Frame, Order, Pace, Report, RunOrder } from "./protocol.ts";

/** The part of a browser's `Worker` that a run needs. */
export interface TrainingWorker {
  postMessage(order: Order): void;
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

/** The run of one variant, in a worker of its own. */
export interface VariantRun {
  readonly started: ReadonlySignal<Started | undefined>;
  /** The last that was told, of an older run as long as there is none of the present one: a page is not to flicker. */
  readonly frame: ReadonlySignal<Frame | undefined>;
  /** The last that was told of the present run. */
  readonly present: ReadonlySignal<Frame | undefined>;
  /** The same columns for a whole run; `frame` tells that they have grown. */
  readonly costs: ReadonlySignal<CostColumns>;
  /** Why there is no run, or what was refused, in the library's words. */
  readonly trouble: ReadonlySignal<string | undefined>;
  readonly start: (order: Omit<RunOrder, "type" | "run">) => void;
  readonly go: (pace: Pace) => void;
  readonly post: (order: Exclude<Order, RunOrder | { readonly type: "save" }>) => void;
  /** The model that is shown, as the bytes of a file. */
  readonly save: () => Promise<Uint8Array<ArrayBuffer>>;
  readonly end: () => void;
}

/** A worker for one variant, which waits for its first order. */
export function createVariantRun(place: RunPlace): VariantRun {
  const worker = place.startWorker();
  const started = signal<Started | undefined>(undefined);
  const frame = signal<Frame | undefined>(undefined);
  const present = signal<Frame | undefined>(undefined);
  const costs = signal(emptyCosts());
  const trouble = signal<string | undefined>(undefined);
  const savings: ((bytes: Uint8Array<ArrayBuffer>) => void)[] = [];
  let latest = 0;

  const show = (run: number, next: Frame): void => {
    if (run !== latest) return;
    appendCosts(costs.value, next.records);
    batch(() => {
      frame.value = next;
      present.value = next;
    });
    worker.postMessage({ type: "drawn" });
    place.onFrame();
  };
  const hear = (report: Report): void => {
    if (report.run !== latest) return;
    switch (report.type) {
      case "started":
        started.value = report;
        costs.value = emptyCosts();
        break;
      case "frame":
        place.atNextPicture(() => show(report.run, report.frame));
        break;
      case "changed":
        place.onChange(report.change);
        break;
      case "refused":
        trouble.value = report.message;
        break;
      case "saved":
        savings.shift()?.(report.bytes);
    }
  };
  worker.addEventListener("message", ({ data }) => hear(data));
  worker.addEventListener("error", () => {
    trouble.value = "The worker that trains has died. Reload the page.";
  });
  return {
    started,
    frame,
    present,
    costs,
    trouble,
    start: (order) => {
      latest++;
      present.value = undefined;
      trouble.value = undefined;
      worker.postMessage({ type: "start", run: latest, ...order });
    },
    go: (pace) => worker.postMessage({ type: "go", ...pace }),
    post: (order) => worker.postMessage(order),
    save: () =>
      new Promise((resolve) => {
        savings.push(resolve);
        worker.postMessage({ type: "save" });
      }),
    end: () => worker.terminate(),
  };
}
