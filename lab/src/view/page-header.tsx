import type { VNode } from "preact";
import { formatCount } from "wellfit";
import { type Language, languageNames } from "../words/words.ts";
import { Choice } from "./choice.tsx";
import { useSurroundings } from "./context.ts";
import type { Scheme } from "./page.ts";

/** What the page is, and how it is shown. */
export function PageHeader(): VNode {
  const { lab, page, words } = useSurroundings();
  const contestants = lab.contestants.value;
  const data = contestants[0]?.run.started.value?.data;
  return (
    <header class="page-header">
      <div>
        <h1>{words.title}</h1>
        <p class="lead">
          {words.lead(formatCount(contestants.length), data === undefined ? "…" : formatCount(data.examples))}
        </p>
      </div>
      <div class="shown-as">
        <Choice
          label={words.language}
          isLabelHidden
          value={page.language.value}
          choices={Object.entries(languageNames).map(([value, label]) => ({
            value,
            label,
          }))}
          onChange={(code) => page.speak(code as Language)}
        />
        <Choice
          label={words.scheme}
          isLabelHidden
          value={page.scheme.value}
          choices={Object.entries(words.schemes).map(([value, label]) => ({ value, label }))}
          onChange={(name) => {
            page.scheme.value = name as Scheme;
          }}
        />
      </div>
    </header>
  );
}
