import { type Signal, useSignal } from "@preact/signals";
import type { TargetedPointerEvent, VNode } from "preact";
import { useId } from "preact/hooks";
import { formatCount, formatNumber } from "wellfit";
import { type BoardPlace, moveCursor, onBoard } from "../state/board-cursor.ts";
import {
  DRAWN_CLASSES,
  type DrawnPoint,
  LAST_PLACE,
  MOST_POINTS,
  toCoordinate,
  withoutPointsAround,
  withPoint,
} from "../state/drawn-points.ts";
import { useSurroundings } from "./context.ts";
import { useDataWords } from "./data-words.ts";
import type { Tool } from "./drawing-panel.tsx";
import { MarkShape } from "./mark.tsx";

/** Of what an eraser takes away, in places; a finger covers about as much. */
const ERASER_RADIUS = 5;
/** Points that are drawn by one stroke lie at least so far apart, in places. */
const STROKE_DISTANCE = 6;
const MARK_RADIUS = 1.7;
/** Places that the board's picture is wide: half a place beyond the outermost on each side. */
const SIDE = LAST_PLACE + 1;

/** What a board shows, and where strokes go. */
interface BoardProps {
  readonly points: readonly DrawnPoint[];
  readonly tool: Signal<Tool>;
  readonly onDraw: (points: readonly DrawnPoint[]) => void;
}

/** A plane where points are placed by mouse, touch or keyboard. */
export function DrawingBoard(props: BoardProps): VNode {
  const { board: words } = useDataWords();
  const help = useId();
  const { shown, isFocused, cursor, told, handlers } = useBoard(props);
  return (
    <div class="board-and-help">
      <div
        class="board"
        tabIndex={0}
        role="application"
        aria-label={words.name}
        aria-describedby={help}
        {...handlers}
      >
        <BoardPicture points={shown} cursor={isFocused ? cursor : undefined} />
      </div>
      <p id={help} class="hint">
        {words.help}
      </p>
      <p class="unseen" aria-live="assertive">
        {told}
      </p>
    </div>
  );
}

/** What a person does at the board. */
function useBoard({ points, tool, onDraw }: BoardProps) {
  const { board: words } = useDataWords();
  const stroke = useSignal<{ readonly points: readonly DrawnPoint[]; readonly last: BoardPlace } | undefined>(
    undefined,
  );
  const cursor = useSignal<BoardPlace>({ x: SIDE / 2, y: SIDE / 2 });
  const isFocused = useSignal(false);
  const told = useSignal("");
  const wordsFor = ({ x, y }: BoardPlace): string =>
    words.place(formatNumber(toCoordinate(x)), formatNumber(toCoordinate(y)));
  const tell = (before: readonly DrawnPoint[], after: readonly DrawnPoint[], place: BoardPlace): void => {
    const count = formatCount(after.length);
    if (tool.value === "erase") told.value = words.erased(wordsFor(place), count);
    else if (before === after) told.value = words.full(formatCount(MOST_POINTS));
    else told.value = words.placed(DRAWN_CLASSES[tool.value] ?? "", wordsFor(place), count);
  };
  const apply = (before: readonly DrawnPoint[], place: BoardPlace): readonly DrawnPoint[] => {
    const after =
      tool.value === "erase"
        ? withoutPointsAround(before, place, ERASER_RADIUS)
        : withPoint(before, { ...place, classIndex: tool.value });
    tell(before, after, place);
    return after;
  };
  const tellPlace = (place: BoardPlace): void => {
    const here = points.find(({ x, y }) => x === place.x && y === place.y);
    const words_ = wordsFor(place);
    told.value = here === undefined ? words_ : words.at(words_, DRAWN_CLASSES[here.classIndex] ?? "");
  };
  return {
    shown: stroke.value?.points ?? points,
    isFocused: isFocused.value,
    cursor: cursor.value,
    told: told.value,
    handlers: {
      onFocus: () => (isFocused.value = true),
      onBlur: () => (isFocused.value = false),
      onKeyDown: (event: KeyboardEvent) => {
        const next = moveCursor(cursor.value, event.key, event.shiftKey);
        if (next !== undefined) {
          cursor.value = next;
          tellPlace(next);
        } else if (event.key === "Enter" || event.key === " ") {
          onDraw(apply(points, cursor.value));
        } else if (event.key === "Delete" || event.key === "Backspace") {
          const after = withoutPointsAround(points, cursor.value, ERASER_RADIUS);
          told.value = words.erased(wordsFor(cursor.value), formatCount(after.length));
          onDraw(after);
        } else if (Number(event.key) >= 1 && Number(event.key) <= DRAWN_CLASSES.length) {
          tool.value = Number(event.key) - 1;
          told.value = words.classOf(DRAWN_CLASSES[tool.value] ?? "");
        } else {
          return;
        }
        event.preventDefault();
      },
      onPointerDown: (event: TargetedPointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const place = placeOf(event);
        cursor.value = place;
        stroke.value = { points: apply(points, place), last: place };
      },
      onPointerMove: (event: TargetedPointerEvent<HTMLElement>) => {
        if (stroke.value === undefined) return;
        const place = placeOf(event);
        const { last } = stroke.value;
        if (tool.value !== "erase" && Math.hypot(place.x - last.x, place.y - last.y) < STROKE_DISTANCE)
          return;
        cursor.value = place;
        stroke.value = { points: apply(stroke.value.points, place), last: place };
      },
      onPointerUp: () => {
        if (stroke.value !== undefined) onDraw(stroke.value.points);
        stroke.value = undefined;
      },
      onPointerCancel: () => (stroke.value = undefined),
    },
  };
}

/** The place that a pointer is at. */
function placeOf(event: TargetedPointerEvent<HTMLElement>): BoardPlace {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  return {
    x: onBoard(((event.clientX - left) / width) * SIDE - 0.5),
    y: onBoard((1 - (event.clientY - top) / height) * SIDE - 0.5),
  };
}

/** The points, the axes through the origin, and where the keyboard is. */
function BoardPicture(props: {
  readonly points: readonly DrawnPoint[];
  readonly cursor: BoardPlace | undefined;
}): VNode {
  const { points, cursor } = props;
  const { page } = useSurroundings();
  const { classes, paper } = page.palette.value;
  const middle = SIDE / 2;
  return (
    <svg viewBox={`-0.5 -0.5 ${SIDE} ${SIDE}`} aria-hidden="true">
      <path class="axes" d={`M-0.5 ${LAST_PLACE - middle}H${SIDE}M${middle} -0.5V${SIDE}`} />
      {points.map(({ x, y, classIndex }) => (
        <g key={`${x} ${y}`} transform={`translate(${x} ${LAST_PLACE - y})`}>
          <MarkShape
            index={classIndex}
            fill={classes[classIndex] as string}
            stroke={paper}
            radius={MARK_RADIUS}
          />
        </g>
      ))}
      {cursor !== undefined && (
        <path
          class="cursor"
          transform={`translate(${cursor.x} ${LAST_PLACE - cursor.y})`}
          d="M-4 0H-1.5M1.5 0H4M0 -4V-1.5M0 1.5V4"
        />
      )}
    </svg>
  );
}
