import { useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { formatCount } from "wellfit";
import type { Examined } from "../session/file-desk.ts";
import { fileNameOf, type TargetKind } from "../state/data-recipe.ts";
import { withKind, withTarget } from "../state/file-reading.ts";
import { AxesChoice } from "./axes-choice.tsx";
import { Choice } from "./choice.tsx";
import { ColumnTable } from "./column-table.tsx";
import { useSurroundings } from "./context.ts";
import { useDataWords } from "./data-words.ts";

/** What a chooser of files offers first. */
const ENDINGS = ".csv,.tsv,.txt,.json,.jsonl,.ndjson,.npy,.npz,.mat,.parquet,.arrow,.feather,.gz";

/** A file of a person's own: which it is, what was found in it, and what of it is learned. */
export function FilePanel(): VNode {
  const { lab, desk } = useSurroundings();
  const { file: words } = useDataWords();
  useSignalEffect(() => void desk.follow(lab.state.value.data));
  const { awaited } = desk;
  const { data } = lab.state.value;
  const examined = desk.examined.value;
  const isShown = !desk.isAsking.value && examined !== undefined && examined.recipe.source === data.source;
  return (
    <section class="data-panel" aria-label={words.title}>
      {isShown ? <FileHeader examined={examined} /> : <Request name={awaited && fileNameOf(awaited)} />}
      <p class="hint" aria-live="polite">
        {desk.isReading.value && words.reading}
      </p>
      <Trouble />
      {isShown && <Reading examined={examined} />}
    </section>
  );
}

/** Asks for a file: any, or that of an address again. */
function Request({ name }: { readonly name: string | undefined }): VNode {
  const { file: words } = useDataWords();
  return (
    <>
      <header>
        <h2>{name === undefined ? words.drop : words.dropAgain(name)}</h2>
        <FileButton label={words.choose} />
      </header>
      <p class="hint">{name === undefined ? `${words.formats} ${words.staysHere}` : words.whyAgain}</p>
    </>
  );
}

function FileHeader({ examined: { recipe, file } }: { readonly examined: Examined }): VNode {
  const { file: words } = useDataWords();
  const { origin, rows } = file.description;
  return (
    <header>
      <h2>{fileNameOf(recipe)}</h2>
      <span class="hint">{`${origin} · ${words.rows(formatCount(rows))}`}</span>
      <FileButton label={words.chooseAnother} />
    </header>
  );
}

/** A button that opens the system's own chooser of files. */
function FileButton({ label }: { readonly label: string }): VNode {
  const { desk } = useSurroundings();
  const id = useId();
  return (
    <span class="file-button">
      <input
        id={id}
        type="file"
        accept={ENDINGS}
        class="unseen"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file !== undefined) void desk.open(file.name, file);
          // The same file, mended meanwhile, can be chosen again.
          currentTarget.value = "";
        }}
      />
      <label for={id}>{label}</label>
    </span>
  );
}

/** Why a file was not taken, and what can be done. */
function Trouble(): VNode | null {
  const { desk } = useSurroundings();
  const { file: words } = useDataWords();
  const trouble = desk.trouble.value;
  if (trouble === undefined) return null;
  if (trouble.kind === "refused") {
    return (
      <p class="refusal" role="alert">
        {trouble.message}
      </p>
    );
  }
  const { name, file } = trouble;
  return (
    <p class="refusal" role="alert">
      {words.another(name)}{" "}
      <button type="button" class="worded" onClick={() => void desk.openAnew(name, file)}>
        {words.useAnother}
      </button>
    </p>
  );
}

/** What of a file is learned, and how. */
function Reading({ examined: { file } }: { readonly examined: Examined }): VNode {
  const words = useDataWords();
  const { description, training, heldOut, test, leftOut, isTable } = file;
  const parts = [training, heldOut, test].map((count) => formatCount(count)) as [string, string, string];
  return (
    <>
      <TargetChoices file={file} />
      <div class="hint">
        <p>
          {heldOut === 0 ? words.file.partsWithoutChoice(parts[0], parts[2]) : words.file.parts(...parts)}{" "}
          {leftOut > 0 && `${words.file.leftOut(formatCount(leftOut))} `}
          {words.file.staysHere}
        </p>
        {!isTable && <p>{words.file.arrays}</p>}
      </div>
      {description.warnings.length > 0 && (
        <div class="warnings">
          <h3>{words.warnings}</h3>
          <ul>
            {description.warnings.map(({ kind, column, text }) => (
              <li key={text}>{words.warning(kind, column ?? "", text)}</li>
            ))}
          </ul>
        </div>
      )}
      {isTable && <ColumnTable columns={description.columns} />}
    </>
  );
}

/** What is predicted, and along which features it is shown. */
function TargetChoices({ file }: { readonly file: Examined["file"] }): VNode {
  const { desk } = useSurroundings();
  const { file: words } = useDataWords();
  const { target = file.target, targetType } = desk.reading.value;
  const predict = (column: string): void => void desk.choose((reading) => withTarget(reading, column));
  const take = (kind: string): void =>
    void desk.choose((reading) => withKind(reading, kind === "" ? undefined : (kind as TargetKind)));
  const found = words.kinds[file.targetType];
  // Drawn anew when reading ends, so that a choice that is refused goes back to what is.
  return (
    <div class="shared" aria-busy={desk.isReading.value}>
      {file.isTable && (
        <Choice
          label={words.target}
          value={target}
          choices={file.description.columns.map(({ name }) => ({ value: name, label: name }))}
          onChange={predict}
        />
      )}
      <Choice
        label={words.kind}
        value={targetType ?? ""}
        choices={[
          { value: "", label: targetType === undefined ? words.foundKind(found) : words.kinds.found },
          { value: "classes", label: words.kinds.classes },
          { value: "number", label: words.kinds.number },
        ]}
        onChange={take}
      />
      <AxesChoice />
    </div>
  );
}
