import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { formatCount } from "wellfit";
import { Choice } from "./choice.tsx";
import { useSurroundings } from "./context.ts";
import { Icon } from "./icon.tsx";
import { IconButton } from "./icon-button.tsx";

/** Paces that can be chosen beside the fullest. */
const SLOWER = [5000, 1000, 100] as const;
const FULL = "full";

/** Play, pause and step, and the way back through what has been. */
export function Transport(): VNode {
  const { lab, words } = useSurroundings();
  const isPlaying = lab.isPlaying.value;
  const mainLabel = isPlaying ? words.pause : lab.progress.isOver.value ? words.again : words.play;
  return (
    <section class="transport" aria-label={words.transport}>
      <div class="buttons">
        <button type="button" class="main" onClick={() => (isPlaying ? lab.pause() : lab.play())}>
          <Icon name={isPlaying ? "pause" : "play"} />
          {mainLabel}
        </button>
        <IconButton icon="one" label={words.stepOne} onClick={() => lab.step(1)} />
        <IconButton icon="ten" label={words.stepTen} onClick={() => lab.step(10)} />
        <IconButton icon="end" label={words.stepToEnd} onClick={() => lab.step(Infinity)} />
        <IconButton icon="back" label={words.restart} onClick={() => lab.restart()} />
      </div>
      <Scrubber />
      <Choice
        label={words.speed}
        isLabelHidden
        value={lab.perSecond.value === Infinity ? FULL : String(lab.perSecond.value)}
        choices={[
          { value: FULL, label: words.speeds.full },
          ...SLOWER.map((rate) => ({
            value: String(rate),
            label: words.speeds.perSecond(formatCount(rate)),
          })),
        ]}
        onChange={(value) => lab.setPerSecond(value === FULL ? Infinity : Number(value))}
      />
    </section>
  );
}

/** The iteration that is shown, along all of them. */
function Scrubber(): VNode {
  const { lab, words } = useSurroundings();
  const id = useId();
  const reached = lab.progress.iteration.value;
  const all = lab.progress.iterations.value;
  const shown = lab.shown.value ?? reached;
  const look = (value: number): void => lab.look(value >= reached ? undefined : value);
  return (
    <div class="scrubber">
      <label for={id} class="unseen">
        {words.shownIteration}
      </label>
      <p class="counter" aria-hidden="true">
        <span>{words.iteration}</span> <strong>{formatCount(shown)}</strong>{" "}
        <span>{words.ofIterations(formatCount(all))}</span>
      </p>
      <input
        id={id}
        type="range"
        min={0}
        max={all}
        step={Math.max(1, Math.round(all / 300))}
        value={shown}
        aria-valuetext={`${formatCount(shown)} ${words.ofIterations(formatCount(all))}`}
        onInput={({ currentTarget }) => look(Number(currentTarget.value))}
      />
    </div>
  );
}
