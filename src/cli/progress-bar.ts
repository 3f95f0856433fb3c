import { formatCount, shorten } from "../base/number-format.ts";

/** A line that shows how far a run is, drawn over itself. */
export interface ProgressBar {
  /** Starts the clock. @param unit what is counted, where its number a second is worth telling: "runs" */
  start(label: string, unit?: string): void;
  update(done: number, total: number): void;
  /** Says something else in front of the bar, which goes on. */
  relabel(label: string): void;
  /** Takes the line away, so that something else can be printed. */
  clear(): void;
}

/** How far a run is. */
interface Progress {
  readonly label: string;
  /** What is counted, where its number a second is told. */
  readonly unit?: string | undefined;
  readonly done: number;
  readonly total: number;
  /** The time since its start. */
  readonly seconds: number;
}

const REDRAW_MILLISECONDS = 80;
const BAR_WIDTH = 28;
/** Room that is left at the end of the line for "^C", which would push the bar to the next line. */
const ECHO_WIDTH = 3;
const MIN_BAR_WIDTH = 8;
const MIN_LABEL_WIDTH = 8;
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** A bar on a terminal; without one, a bar that does nothing. */
export function createProgressBar(terminal: NodeJS.WriteStream | undefined): ProgressBar {
  if (terminal === undefined)
    return {
      start: () => undefined,
      update: () => undefined,
      relabel: () => undefined,
      clear: () => undefined,
    };
  let label = "";
  let unit: string | undefined;
  let startedAt = 0;
  let drawnAt = 0;
  let isShown = false;
  const clear = (): void => {
    if (isShown) terminal.write("\r\u001b[2K");
    isShown = false;
  };
  return {
    start: (name, counted) => {
      label = name;
      unit = counted;
      startedAt = performance.now();
      drawnAt = 0;
    },
    update: (done, total) => {
      const now = performance.now();
      if (now - drawnAt < REDRAW_MILLISECONDS) return;
      drawnAt = now;
      const seconds = (now - startedAt) / 1000;
      const line = drawBar({ label, unit, done, total, seconds }, columnsOf(terminal) - ECHO_WIDTH);
      clear();
      terminal.write(line);
      isShown = true;
    },
    relabel: (name) => {
      label = name;
    },
    clear,
  };
}

/**
 * "no regularization  ███████▌            38 %  11 400 / 30 000  2 s left" in at most `width` columns: where they are
 * few, the bar gets shorter, then the counts go, then the middle of the label.
 */
export function drawBar({ label, unit, done, total, seconds }: Progress, width: number): string {
  const share = done / total;
  const percent = `${Math.floor(100 * share)} %`.padStart(5);
  const left = `${formatDuration((seconds / Math.max(share, 1e-9)) * (1 - share))} left`;
  const rate = unit === undefined ? "" : `  ${formatRate(done / Math.max(seconds, 1e-3))} ${unit}/s`;
  const counts = `${formatCount(Math.floor(done))} / ${formatCount(total)}`;
  const withCounts = `${percent}  ${counts}${rate}  ${left}`;
  const isRoomy = label.length + 2 + MIN_BAR_WIDTH + withCounts.length <= width;
  const numbers = isRoomy ? withCounts : `${percent}  ${left}`;
  const room = width - 2 - numbers.length;
  const name = shorten(label, Math.max(MIN_LABEL_WIDTH, room - MIN_BAR_WIDTH));
  const barWidth = Math.max(MIN_BAR_WIDTH, Math.min(BAR_WIDTH, room - name.length));
  const cells = share * barWidth;
  const partial = EIGHTHS[Math.floor((cells % 1) * 8)] ?? "";
  const bar = `${"█".repeat(Math.floor(cells))}${partial}`.padEnd(barWidth);
  return `${name}  ${bar}${numbers}`.slice(0, width);
}

/** "12.4", "0.31", "220": three digits at most. */
export function formatRate(rate: number): string {
  return rate >= 100 ? formatCount(Math.round(rate)) : String(Number(rate.toPrecision(rate >= 10 ? 3 : 2)));
}

const MINUTE = 60;

/** "8 s", "3 min 20 s", "2 h 5 min". */
function formatDuration(duration: number): string {
  const seconds = Math.ceil(duration);
  if (seconds < 2 * MINUTE) return `${seconds} s`;
  const [minutes, rest] = [Math.floor(seconds / MINUTE), seconds % MINUTE];
  if (minutes < 2 * MINUTE) return `${minutes} min${rest === 0 ? "" : ` ${rest} s`}`;
  return `${Math.floor(minutes / MINUTE)} h ${minutes % MINUTE} min`;
}

/** The columns of a terminal; 80 where it does not know them. */
export function columnsOf(terminal: { readonly columns?: number }): number {
  return terminal.columns || 80;
}
