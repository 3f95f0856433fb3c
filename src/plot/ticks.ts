import { max } from "d3-array";
import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { Interval } from "./grid.ts";
import { textWidth } from "./text-width.ts";
import { FONT_SIZE } from "./theme.ts";

/** A place on an axis with its text. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** A direction of a frame before it has its place: what its ticks are and how much room they need. */
export interface Axis {
  readonly domain: Interval;
  /** In pixels. */
  readonly length: number;
  readonly ticks: readonly Tick[];
  /** The width of the widest tick's text, in pixels. */
  readonly labelWidth: number;
}

/** What an axis is for. */
export interface AxisKind {
  readonly direction: "x" | "y";
  /** Whether it counts something, so that only whole numbers are ticks. */
  readonly isCount?: boolean;
  /** What stands after every number, "%" for one; nothing by default. */
  readonly unit?: string | undefined;
}

const PIXELS_PER_TICK = { x: 70, y: 45 } as const;
/** Between the texts of two ticks of x. */
const LABEL_GAP = 16;
/** Sizes beyond which numbers are written with an SI prefix, and with an exponent. */
const PREFIX_FROM = 1e5;
const EXPONENT_FROM = 1e15;
const EXPONENT_BELOW = 1e-4;

/** An axis with as many round ticks as its length has room for, at most. */
export function createAxis(domain: Interval, length: number, kind: AxisKind): Axis {
  const { direction, isCount = false, unit } = kind;
  const scale = scaleLinear(domain, [0, length]);
  const fitting = Math.max(2, Math.round(length / PIXELS_PER_TICK[direction]));
  const most = isCount ? Math.min(fitting, Math.max(1, Math.floor(domain[1] - domain[0]))) : fitting;
  for (let count = most; ; count--) {
    const axis = { domain, length, ...chooseTicks(scale, count, unit) };
    if (direction === "y" || count === 1 || !isCrowded(axis)) return axis;
  }
}

function chooseTicks(
  scale: ScaleLinear<number, number>,
  count: number,
  unit: string | undefined,
): Pick<Axis, "ticks" | "labelWidth"> {
  const end = unit === undefined ? "" : ` ${unit}`;
  const largest = max(scale.domain(), Math.abs) ?? 0;
  const format = scale.tickFormat(count, notationOf(largest));
  const ticks = scale.ticks(count).map((value) => ({
    value,
    label: (value === 0 ? "0" : tidyExponent(format(value))) + end,
  }));
  return {
    ticks,
    labelWidth: max(ticks, ({ label }) => textWidth(label, { fontSize: FONT_SIZE.tick })) ?? 0,
  };
}

/** d3 writes a real minus sign before numbers, but a hyphen or a plus in exponents. */
function tidyExponent(label: string): string {
  return label.replace("e+", "e").replace("e-", "e−");
}

/** How numbers up to this size are written, as a specifier of d3. */
function notationOf(largest: number): string {
  if (largest >= EXPONENT_FROM || largest < EXPONENT_BELOW) return "~e";
  return largest >= PREFIX_FROM ? "~s" : "f";
}

function isCrowded({ domain, length, ticks, labelWidth }: Axis): boolean {
  const [first, second] = ticks;
  if (first === undefined || second === undefined) return false;
  const distance = ((second.value - first.value) / (domain[1] - domain[0])) * length;
  return labelWidth + LABEL_GAP > distance;
}
