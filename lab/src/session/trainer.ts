import { type DataSplit, type Model, startTraining, type TargetColumn, type Training } from "wellfit";
import type { Axes } from "../state/lab-state.ts";
import type { LiveSetting } from "../state/settings.ts";
import { Insider, type LookAtRun } from "./insider.ts";
import { createDataLoader } from "./load-data.ts";
import { preparePrecision } from "./prepare-precision.ts";
import type { Frame, NewRecords, Order, Pace, Report, RunOrder } from "./protocol.ts";
import { heldOutOf } from "./shown-data.ts";
import { createModelViewer, type ModelViewer } from "./shown-model.ts";
import { createSnapshots, type Snapshots } from "./snapshots.ts";

/** What a trainer needs of the worker that it is in. */
export interface TrainerPlace {
  readonly post: (report: Report, transfer: readonly ArrayBuffer[]) => void;
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Runs something after the messages that have come meanwhile, or so many milliseconds later. */
  readonly afterMessages: (work: () => void, delayMs: number) => void;
}

/** Trains for so many milliseconds before it looks at its messages. */
const SLICE_MS = 8;
/** From one frame to the next: more of them nobody sees. */
const FRAME_MS = 30;
/** Frames may take this share of the time. */
const FRAME_SHARE = 0.25;
/** Where the pace is slow, the trainer sleeps so long between its steps. */
const SLEEP_MS = 4;

/** A run at work. */
interface Run {
  readonly number: number;
  readonly training: Training;
  readonly split: DataSplit<TargetColumn>;
  viewer: ModelViewer;
  readonly snapshots: Snapshots<Model>;
  lookInside: LookAtRun;
  pace: Pace;
  /** When the present stretch began, and at which iteration. */
  began: { readonly at: number; readonly iteration: number };
  rate: number;
  /** The iteration that is to be shown; undefined is the last. */
  shown: number | undefined;
  sentRecords: number;
  nextFrameAt: number;
  isDrawn: boolean;
  isResting: boolean;
  /** How many milliseconds an iteration takes. */
  stepMs: number;
}

/**
 * What trains in a worker: takes orders, makes one run at a time in slices, and sends a frame whenever the page has drawn
 * the last one.
 */
export function createTrainer(place: TrainerPlace): (order: Order) => void {
  let run: Run | undefined;
  let latest = 0;
  let isAwake = false;
  const load = createDataLoader();
  const insider = new Insider(() => wake());

  const wake = (delayMs = 0): void => {
    if (isAwake || run === undefined) return;
    isAwake = true;
    place.afterMessages(turn, delayMs);
  };
  const turn = (): void => {
    isAwake = false;
    if (run === undefined) return;
    if (insider.hasNews()) run.isResting = false;
    const { iteration } = run.training;
    if (workOn(place, run)) wake(run.training.iteration === iteration ? SLEEP_MS : 0);
  };
  const start = async (order: RunOrder): Promise<void> => {
    latest = order.run;
    run = undefined;
    try {
      const split = await load(order.data, order.base, order.file);
      await preparePrecision(order.settings.precision ?? "f64");
      if (order.run !== latest) return;
      run = startRun({ place, insider }, order, split);
      wake();
    } catch (error) {
      place.post({ type: "refused", run: order.run, message: messageOf(error) }, []);
    }
  };
  return (order) => {
    if (order.type === "start") return void start(order);
    if (order.type === "lookInside") return insider.want(order.wanted);
    if (run === undefined) return;
    obey({ place, insider }, run, order);
    wake();
  };
}

/** What runs have around them. */
interface Around {
  readonly place: TrainerPlace;
  readonly insider: Insider;
}

function startRun({ place, insider }: Around, order: RunOrder, split: DataSplit<TargetColumn>): Run {
  const { settings, changes, until, perSecond } = order;
  const heldOut = heldOutOf(split);
  // What decides when to stop must have examples for that; where there are none, the library says so.
  const isWatched =
    split.development !== undefined || !(settings.patience ?? settings.schedule === "plateau");
  const training = startTraining(split.training, {
    ...settings,
    changes,
    ...(isWatched ? { development: heldOut } : {}),
  });
  const parameters = training.parameters().length;
  const viewer = createModelViewer(split, parameters, order.axes);
  const { inputs, hiddenLayers, outputs = 1 } = training.spec;
  const layers = [inputs, ...hiddenLayers, outputs];
  const { iterations } = training;
  const { data, grid } = viewer;
  place.post({ type: "started", run: order.run, data, grid, iterations, layers }, []);
  const snapshots = createSnapshots<Model>(parameters);
  snapshots.offer(0, training.model);
  return {
    number: order.run,
    training,
    split,
    viewer,
    snapshots,
    lookInside: insider.forRun(split.training, viewer.plane, parameters),
    pace: { until, perSecond },
    began: { at: place.now(), iteration: 0 },
    rate: 0,
    shown: undefined,
    sentRecords: 0,
    nextFrameAt: 0,
    isDrawn: true,
    isResting: false,
    stepMs: 0.01,
  };
}

/** An order to a run that there is. */
type RunningOrder = Exclude<Order, { readonly type: "start" | "lookInside" }>;

function obey({ place, insider }: Around, run: Run, order: RunningOrder): void {
  switch (order.type) {
    case "go":
      setPace(place, run, order);
      break;
    case "pause":
      setPace(place, run, { ...run.pace, until: run.training.iteration });
      break;
    case "change":
      change(place, run, order.name, order.value);
      break;
    case "show":
      run.shown = order.iteration;
      run.isResting = false;
      break;
    case "axes":
      show(run, order.axes, insider);
      run.isResting = false;
      place.post({ type: "axes", run: run.number, data: run.viewer.data, grid: run.viewer.grid }, []);
      break;
    case "drawn":
      run.isDrawn = true;
      break;
    case "save":
      void save(place, run);
  }
}

/** Tells the bytes of the model that is shown. What writes them is loaded when it is wanted. */
async function save(place: TrainerPlace, run: Run): Promise<void> {
  const { model } = modelToShow(run);
  const { toModelBytes } = await import("./save-model.ts");
  const bytes = new Uint8Array(toModelBytes(model));
  place.post({ type: "saved", run: run.number, bytes }, [bytes.buffer]);
}

/** Shows other features of a run. */
function show(run: Run, axes: Axes | undefined, insider: Insider): void {
  const weights = run.training.parameters().length;
  run.viewer = createModelViewer(run.split, weights, axes);
  run.lookInside = insider.forRun(run.split.training, run.viewer.plane, weights);
}

function setPace(place: TrainerPlace, run: Run, { until, perSecond }: Pace): void {
  run.pace = { until, perSecond };
  run.began = { at: place.now(), iteration: run.training.iteration };
  run.isResting = false;
}

function change(place: TrainerPlace, run: Run, name: LiveSetting, value: number): void {
  try {
    run.training.change({ [name]: value });
    const made = run.training.changes.at(-1);
    if (made !== undefined) place.post({ type: "changed", run: run.number, change: made }, []);
  } catch (error) {
    place.post({ type: "refused", run: run.number, message: messageOf(error) }, []);
  }
}

/** Works for a slice. @returns whether there is more to do before the next order */
function workOn(place: TrainerPlace, run: Run): boolean {
  const goal = Math.min(run.pace.until, run.training.iterations);
  const isDone = (): boolean => run.training.outcome !== undefined || run.training.iteration >= goal;
  const hadMore = !isDone();
  if (hadMore) trainForSlice(place, run, goal);
  const isArriving = isDone() && !run.isResting;
  if (run.isDrawn && (isArriving || (hadMore && place.now() >= run.nextFrameAt)))
    sendFrame(place, run, isDone());
  return !isDone() || (!run.isResting && run.isDrawn);
}

/** Takes steps until the slice is over, the goal is reached, or the pace wants no more for now. */
function trainForSlice(place: TrainerPlace, run: Run, goal: number): void {
  const { training, snapshots } = run;
  const start = place.now();
  const allowed = Math.floor(((start - run.began.at) / 1000) * run.pace.perSecond) + 1;
  const last = Math.min(goal, run.began.iteration + allowed);
  let now = start;
  while (now - start < SLICE_MS && training.iteration < last && training.outcome === undefined) {
    const before = training.iteration;
    const untilSnapshot = snapshots.interval() - (before % snapshots.interval());
    const affordable = Math.max(1, Math.floor(SLICE_MS / run.stepMs));
    training.advance(Math.min(untilSnapshot, affordable, last - before));
    snapshots.offer(training.iteration, training.model);
    const then = place.now();
    run.stepMs = Math.max(1e-4, 0.8 * run.stepMs + (0.2 * (then - now)) / (training.iteration - before || 1));
    now = then;
  }
  const elapsed = now - run.began.at;
  if (elapsed > 0) run.rate = ((training.iteration - run.began.iteration) / elapsed) * 1000;
}

function sendFrame(place: TrainerPlace, run: Run, isResting: boolean): void {
  const start = place.now();
  const frame = toFrame(run, isResting, start);
  run.isDrawn = false;
  run.isResting = isResting;
  place.post({ type: "frame", run: run.number, frame }, [frame.logits.buffer as ArrayBuffer]);
  const end = place.now();
  run.nextFrameAt = Math.max(start + FRAME_MS, end + (end - start) / FRAME_SHARE);
}

function toFrame(run: Run, isResting: boolean, now: number): Frame {
  const { training, viewer, rate } = run;
  const { iteration, model } = modelToShow(run);
  const { outcome, history } = training;
  const records = newRecords(run);
  const isPresent = iteration === training.iteration;
  const inside = run.lookInside({ model, training: isPresent ? training : undefined, isResting, now });
  const place = history.iteration.findLastIndex((recorded) => recorded <= iteration);
  return {
    shown: iteration,
    iteration: training.iteration,
    rate,
    isResting,
    outcome,
    ...viewer.view(model),
    penalty: history.penalty[place] ?? 0,
    weightNorms: model.weightNorms,
    fingerprint: model.fingerprint,
    records,
    inside,
  };
}

/** The model that a person looks at: the last, or that of a record. */
function modelToShow({ shown, training, snapshots }: Run): {
  readonly iteration: number;
  readonly model: Model;
} {
  const record = shown === undefined || shown >= training.iteration ? undefined : snapshots.at(shown);
  if (record !== undefined) return { iteration: record.iteration, model: record.item };
  // What an ended run gives is the model that it chose, where early stopping took the best.
  const model = training.outcome === undefined ? training.model() : training.stop().model;
  return { iteration: training.iteration, model };
}

/** The records since the last frame. */
function newRecords(run: Run): NewRecords {
  const { iteration, dataCostWithoutDropout, penalty, developmentCost } = run.training.history;
  const from = run.sentRecords;
  run.sentRecords = iteration.length;
  return {
    iteration: iteration.slice(from),
    dataCost: dataCostWithoutDropout.slice(from),
    penalty: penalty.slice(from),
    heldOutCost: developmentCost.slice(from),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
