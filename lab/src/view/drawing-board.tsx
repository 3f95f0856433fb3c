import type { TargetedPointerEvent, VNode } from "preact";
import { useId } from "preact/hooks";
import { type BoardPlace, onBoard } from "../state/board-cursor.ts";
import { type DrawnPoint, LAST_PLACE } from "../state/drawn-points.ts";
import { type BoardWork, beginStroke, endStroke, goOnStroke, pressKey, useBoardHand } from "./board-hand.ts";
import { useSurroundings } from "./context.ts";
import { useDataWords } from "./data-words.ts";
import { MarkShape } from "./mark.tsx";

const MARK_RADIUS = 1.7;
/** Places that the board's picture is wide: half a place beyond the outermost on each side. */
const SIDE = LAST_PLACE + 1;

/** A plane where points are placed by mouse, touch or keyboard. */
export function DrawingBoard(props: BoardWork): VNode {
  const { board: words } = useDataWords();
  const help = useId();
  const hand = useBoardHand(props);
  return (
    <div class="board-and-help">
      <div
        class="board"
        tabIndex={0}
        role="application"
        aria-label={words.name}
        aria-describedby={help}
        onFocus={() => (hand.isFocused.value = true)}
        onBlur={() => (hand.isFocused.value = false)}
        onKeyDown={(event) => {
          if (pressKey(hand, event.key, event.shiftKey)) event.preventDefault();
        }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          beginStroke(hand, placeOf(event));
        }}
        onPointerMove={(event) => goOnStroke(hand, placeOf(event))}
        onPointerUp={() => endStroke(hand)}
        onPointerCancel={() => endStroke(hand)}
      >
        <BoardPicture
          points={hand.stroke.value?.points ?? props.points}
          cursor={hand.isFocused.value ? hand.cursor.value : undefined}
        />
      </div>
      <p id={help} class="hint">
        {words.help}
      </p>
      <p class="unseen" aria-live="assertive">
        {hand.told}
      </p>
    </div>
  );
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
