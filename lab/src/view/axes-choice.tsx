import type { VNode } from "preact";
import { formatFeature } from "wellfit";
import { Choice } from "./choice.tsx";
import { useSurroundings } from "./context.ts";
import { useDataWords } from "./data-words.ts";

/** The features that pictures show, where there are more than two. */
export function AxesChoice(): VNode | null {
  const { lab } = useSurroundings();
  const { file: words } = useDataWords();
  const data = lab.contestants.value[0]?.run.started.value?.data;
  if (data === undefined || data.featureNames.length < 3) return null;
  const { axes: wanted = [] } = lab.state.value;
  // What is chosen holds at once, so that one choice after another adds to it.
  const isKnown = new Set(wanted.filter((name) => data.featureNames.includes(name))).size === 2;
  const [across = "", up = ""] = isKnown ? wanted : data.axes;
  // Chosen twice, the two change their places.
  const show = (x: string, y: string): void => lab.showAxes(x === y ? [up, across] : [x, y]);
  const choices = data.featureNames.map((name) => ({ value: name, label: formatFeature(name) }));
  return (
    <>
      <Choice label={words.across} value={across} choices={choices} onChange={(name) => show(name, up)} />
      <Choice label={words.up} value={up} choices={choices} onChange={(name) => show(across, name)} />
    </>
  );
}
