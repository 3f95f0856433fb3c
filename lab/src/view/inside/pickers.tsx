import type { VNode } from "preact";
import { formatCount } from "wellfit";
import type { InsideLayer, NetworkPlace } from "../../inside/inside.ts";
import type { InsideWords } from "../../words/inside-words.ts";
import { Choice } from "../choice.tsx";
import { useSurroundings } from "../context.ts";
import { TextField } from "../text-field.tsx";
import { type Naming, nameLayer, nameUnit } from "./place-names.ts";

/** Lists longer than this hold only what is drawn. */
const LONGEST_LIST = 256;
const BIAS = "bias";

/** Which point is followed, by its number. */
export function PointPicker(props: {
  readonly example: number;
  readonly examples: number;
  readonly words: InsideWords;
  readonly onExample: (example: number) => void;
}): VNode {
  const { example, examples, words, onExample } = props;
  const page = useSurroundings().words;
  const choose = (text: string): string | undefined => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1 || number > examples)
      return page.valueWrong(words.expectedPoint(formatCount(examples)));
    onExample(number - 1);
    return undefined;
  };
  return <TextField label={words.point} value={String(example + 1)} onChange={choose} />;
}

/** Which weight or bias is explained, by lists. */
export function ParameterPicker(props: {
  readonly parameter: NetworkPlace;
  readonly naming: Naming;
  readonly onSelect: (place: NetworkPlace) => void;
}): VNode {
  const { parameter, naming, onSelect } = props;
  const { words, layers } = naming;
  const { layer, unit, input } = parameter;
  const choicesOf = (of: number): { value: string; label: string }[] =>
    listOf(layers[of] as InsideLayer).map((each) => ({
      value: String(each),
      label: nameUnit({ layer: of, unit: each }, naming),
    }));
  return (
    <>
      <Choice
        label={words.ofLayer}
        value={String(layer)}
        choices={layers.slice(1).map((_, below) => ({
          value: String(below + 1),
          label: nameLayer(below + 1, naming),
        }))}
        onChange={(value) => onSelect(firstOf(Number(value), layers))}
      />
      <Choice
        label={words.from}
        value={input === undefined ? BIAS : String(input)}
        choices={[...choicesOf(layer - 1), { value: BIAS, label: words.theBias }]}
        onChange={(value) => onSelect({ layer, unit, input: value === BIAS ? undefined : Number(value) })}
      />
      <Choice
        label={words.toUnit}
        value={String(unit)}
        choices={choicesOf(layer)}
        onChange={(value) => onSelect({ layer, unit: Number(value), input })}
      />
    </>
  );
}

function listOf({ size, units }: InsideLayer): readonly number[] {
  return size > LONGEST_LIST ? units : Array.from({ length: size }, (_, unit) => unit);
}

/** The first weight into a layer that is drawn. */
function firstOf(layer: number, layers: readonly InsideLayer[]): NetworkPlace {
  return { layer, unit: layers[layer]?.units[0] ?? 0, input: layers[layer - 1]?.units[0] ?? 0 };
}
