/** What a person does at the board of drawn points, by pointer or keyboard, and what is said of it. */

import { type Signal, useSignal } from "@preact/signals";
import { formatCount, formatNumber } from "wellfit";
import { type BoardPlace, moveCursor } from "../state/board-cursor.ts";
import {
  DRAWN_CLASSES,
  type DrawnPoint,
  LAST_PLACE,
  MOST_POINTS,
  toCoordinate,
  withoutPointsAround,
  withPoint,
} from "../state/drawn-points.ts";
import type { DataWords } from "../words/data-words.ts";
import { useDataWords } from "./data-words.ts";

/** What is placed: a class, or nothing, which erases. */
export type Tool = number | "erase";

/** What a board shows, and where strokes go. */
export interface BoardWork {
  readonly points: readonly DrawnPoint[];
  readonly tool: Signal<Tool>;
  readonly onDraw: (points: readonly DrawnPoint[]) => void;
}

/** What a person is doing at a board. */
export interface BoardHand extends BoardWork {
  readonly words: DataWords["board"];
  readonly cursor: Signal<BoardPlace>;
  readonly isFocused: Signal<boolean>;
  /** The points with those of a stroke that goes on. */
  readonly stroke: Signal<Stroke | undefined>;
  /** What is read out. */
  readonly told: Signal<string>;
}

interface Stroke {
  readonly points: readonly DrawnPoint[];
  readonly last: BoardPlace;
}

/** What an eraser takes away lies so near, in places; a finger covers about as much. */
const ERASER_RADIUS = 5;
/** Points that are drawn by one stroke lie at least so far apart, in places. */
const STROKE_DISTANCE = 6;

/** The hand at a board. */
export function useBoardHand(work: BoardWork): BoardHand {
  const middle = (LAST_PLACE + 1) / 2;
  return {
    ...work,
    words: useDataWords().board,
    cursor: useSignal<BoardPlace>({ x: middle, y: middle }),
    isFocused: useSignal(false),
    stroke: useSignal<Stroke | undefined>(undefined),
    told: useSignal(""),
  };
}

/** Does what a key stands for. @returns whether it stands for anything */
export function pressKey(hand: BoardHand, key: string, isFine: boolean): boolean {
  const { points, tool, cursor, told, words, onDraw } = hand;
  const next = moveCursor(cursor.value, key, isFine);
  const digit = Number(key);
  if (next !== undefined) {
    cursor.value = next;
    told.value = describePlace(hand, next);
  } else if (key === "Enter" || key === " ") {
    onDraw(apply(hand, points, tool.value));
  } else if (key === "Delete" || key === "Backspace") {
    onDraw(apply(hand, points, "erase"));
  } else if (digit >= 1 && digit <= DRAWN_CLASSES.length) {
    tool.value = digit - 1;
    told.value = words.classOf(DRAWN_CLASSES[digit - 1] ?? "");
  } else {
    return false;
  }
  return true;
}

/** Begins a stroke at a place. */
export function beginStroke(hand: BoardHand, place: BoardPlace): void {
  hand.cursor.value = place;
  hand.stroke.value = { points: apply(hand, hand.points, hand.tool.value), last: place };
}

/** Goes on with a stroke, if there is one; points of one stroke do not crowd. */
export function goOnStroke(hand: BoardHand, place: BoardPlace): void {
  const { stroke, tool, cursor } = hand;
  if (stroke.value === undefined) return;
  const { points, last } = stroke.value;
  const isNear = Math.hypot(place.x - last.x, place.y - last.y) < STROKE_DISTANCE;
  if (isNear && tool.value !== "erase") return;
  cursor.value = place;
  stroke.value = { points: apply(hand, points, tool.value), last: place };
}

/** Ends a stroke: now networks learn from its points. */
export function endStroke({ stroke, onDraw }: BoardHand): void {
  if (stroke.value !== undefined) onDraw(stroke.value.points);
  stroke.value = undefined;
}

/** Uses a tool at the cursor, and says what it did. */
function apply(hand: BoardHand, points: readonly DrawnPoint[], tool: Tool): readonly DrawnPoint[] {
  const { cursor, told, words } = hand;
  const place = cursor.value;
  const after =
    tool === "erase"
      ? withoutPointsAround(points, place, ERASER_RADIUS)
      : withPoint(points, { ...place, classIndex: tool });
  const count = formatCount(after.length);
  if (tool === "erase") told.value = words.erased(formatPlace(hand, place), count);
  else if (after === points) told.value = words.full(formatCount(MOST_POINTS));
  else told.value = words.placed(DRAWN_CLASSES[tool] ?? "", formatPlace(hand, place), count);
  return after;
}

/** A place, and what lies there. */
function describePlace(hand: BoardHand, { x, y }: BoardPlace): string {
  const here = hand.points.find((point) => point.x === x && point.y === y);
  const place = formatPlace(hand, { x, y });
  return here === undefined ? place : hand.words.at(place, DRAWN_CLASSES[here.classIndex] ?? "");
}

function formatPlace({ words }: BoardHand, { x, y }: BoardPlace): string {
  return words.place(formatNumber(toCoordinate(x)), formatNumber(toCoordinate(y)));
}
