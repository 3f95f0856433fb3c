import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useId, useRef } from "preact/hooks";
import { formatCount } from "wellfit";
import { DRAWN } from "../state/data-recipe.ts";
import {
  DRAWN_CLASSES,
  type DrawnPoint,
  FEWEST_POINTS,
  formatPoints,
  isEnough,
  parsePoints,
  toCsv,
} from "../state/drawn-points.ts";
import { withData } from "../state/lab-state.ts";
import { DRAWN_FILE } from "../state/repeat-run.ts";
import type { Tool } from "./board-hand.ts";
import { useSurroundings } from "./context.ts";
import { useDataWords } from "./data-words.ts";
import { DrawingBoard } from "./drawing-board.tsx";
import { saveFile } from "./files.ts";
import { Mark } from "./mark.tsx";

/** A board to draw points on, and what goes with it. */
export function DrawingPanel(): VNode {
  const { lab } = useSurroundings();
  const { board: words } = useDataWords();
  const tool = useSignal<Tool>(0);
  const undone = useRef<string[]>([]);
  const text = lab.state.value.data.points ?? "";
  const points = parsePoints(text);
  const show = (next: string): void =>
    lab.update((state) => withData(state, { source: DRAWN, sample: {}, points: next }));
  const draw = (next: readonly DrawnPoint[]): void => {
    if (formatPoints(next) === text) return;
    undone.current.push(text);
    show(formatPoints(next));
  };
  return (
    <section class="data-panel drawing" aria-label={words.title}>
      <DrawingBoard points={points} tool={tool} onDraw={draw} />
      <div class="tools">
        <Tools tool={tool.value} points={points} onChoose={(chosen) => (tool.value = chosen)} />
        <p>{words.points(formatCount(points.length))}</p>
        <p class="hint">{isEnough(points) ? words.inLink : words.wanted(formatCount(FEWEST_POINTS))}</p>
        <Actions
          points={points}
          onUndo={() => show(undone.current.pop() ?? "")}
          onClear={() => draw([])}
          hasPast={undone.current.length > 0}
        />
      </div>
    </section>
  );
}

/** What can be done with all points. */
function Actions(props: {
  readonly points: readonly DrawnPoint[];
  readonly hasPast: boolean;
  readonly onUndo: () => void;
  readonly onClear: () => void;
}): VNode {
  const { points, hasPast, onUndo, onClear } = props;
  const { board: words } = useDataWords();
  const save = (): void => saveFile(DRAWN_FILE, new Blob([toCsv(points)], { type: "text/csv" }));
  const actions = [
    [words.undo, onUndo, hasPast],
    [words.clear, onClear, points.length > 0],
    [words.save, save, points.length > 0],
  ] as const;
  return (
    <p class="files">
      {actions.map(([label, act, isPossible]) => (
        <button key={label} type="button" class="worded" onClick={act} disabled={!isPossible}>
          {label}
        </button>
      ))}
    </p>
  );
}

/** The classes to choose from, one more than there are points of, and the eraser. */
function Tools(props: {
  readonly tool: Tool;
  readonly points: readonly DrawnPoint[];
  readonly onChoose: (tool: Tool) => void;
}): VNode {
  const { tool, points, onChoose } = props;
  const { page } = useSurroundings();
  const { board: words } = useDataWords();
  const group = useId();
  const { classes, paper } = page.palette.value;
  const used = Math.max(1, ...points.map(({ classIndex }) => classIndex + 1));
  const offered = DRAWN_CLASSES.slice(0, Math.max(2, used + 1));
  const item = (value: Tool, label: string): VNode => (
    <label key={value} class="tool">
      <input
        type="radio"
        name={group}
        class="unseen"
        checked={tool === value}
        onChange={() => onChoose(value)}
      />
      <span>
        {value !== "erase" && <Mark index={value} fill={classes[value] as string} stroke={paper} />}
        {label}
      </span>
    </label>
  );
  return (
    <fieldset class="tool-choice">
      <legend>{words.classes}</legend>
      {offered.map((name, index) => item(index, words.classOf(name)))}
      {item("erase", words.erase)}
    </fieldset>
  );
}
