import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { type DataRecipe, DRAWN, datasetNames, fileNameOf, isFile } from "../state/data-recipe.ts";
import { withData } from "../state/lab-state.ts";
import { Choice } from "./choice.tsx";
import { useSurroundings } from "./context.ts";

/** The value of the choice that asks for a file. */
const ASK = "?";

/** Which data the networks learn from. */
export function DataChoice(): VNode {
  const { lab, desk, words } = useSurroundings();
  const { data } = lab.state.value;
  // What was left is there again when it is chosen again.
  const [earlier] = useState(() => new Map<string, DataRecipe>());
  earlier.set(data.source, data);
  const files = [...earlier.values()].filter(isFile);
  const choose = (source: string): void => {
    desk.close();
    if (source === ASK) desk.isAsking.value = true;
    else lab.update((state) => withData(state, earlier.get(source) ?? { source, sample: {} }));
  };
  return (
    <Choice
      label={words.data}
      value={desk.isAsking.value ? ASK : data.source}
      choices={[
        ...datasetNames.map((name) => ({ value: name as string, label: words.datasets[name] })),
        { value: DRAWN, label: words.drawPoints },
        ...files.map((file) => ({ value: file.source, label: fileNameOf(file) })),
        { value: ASK, label: words.dataFile },
      ]}
      onChange={choose}
    />
  );
}
