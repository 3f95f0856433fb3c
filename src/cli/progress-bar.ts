import { formatCount, shorten } from "../base/number-format.ts";

/** A line that shows how far a run is, drawn over itself. */
export interface ProgressBar {
  /** Starts the clock for a new run. */
  start(label: string): void;
  update(done: number, total: number): void;
  /** Takes the line away, so that something else can be printed. */
  clear(): void;
}

/** How far a run is. */
interface Progress {
  readonly label: string;
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
    return { start: () => undefined, update: () => undefined, clear: () => undefined };
  let label = "";
  let startedAt = 0;
  let drawnAt = 0;
  let isShown = false;
  const clear = (): void => {
    if (isShown) terminal.write("\r\u001b[2K");
    isShown = false;
  };
  return {
    start: (name) => {
      label = name;
      startedAt = performance.now();
      drawnAt = 0;
    },
    update: (done, total) => {
      const now = performance.now();
      if (now - drawnAt < REDRAW_MILLISECONDS) return;
      drawnAt = now;
      const seconds = (now - startedAt) / 1000;
      const line = drawBar({ label, done, total, seconds }, columnsOf(terminal) - ECHO_WIDTH);
      clear();
      terminal.write(line);
      isShown = true;
    },
    clear,
  };
}

/**
 * "no regularization  ███████▌            38 %  11 400 / 30 000  2 s left" in at most `width` columns: where they are
 * few, the bar gets shorter, then the counts go, then the middle of the label.
 */
export function drawBar({ label, done, total, seconds }: Progress, width: number): string {
  const share = done / total;
  const percent = `${Math.floor(100 * share)} %`.padStart(5);
  const left = `${Math.ceil((seconds / Math.max(share, 1e-9)) * (1 - share))} s left`;
  const withCounts = `${percent}  ${formatCount(done)} / ${formatCount(total)}  ${left}`;
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

/** The columns of a terminal; 80 where it does not know them. */
export function columnsOf(terminal: { readonly columns?: number }): number {
  return terminal.columns || 80;
}
