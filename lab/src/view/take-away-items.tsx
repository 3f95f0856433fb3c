import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { FileOrder } from "../session/file-protocol.ts";
import { makeFile } from "../session/make-file.ts";
import type { VariantRun } from "../session/variant-run.ts";
import { formatAddress } from "../state/address.ts";
import { nameVariants, toCommand, toCompareOptions, toProgram } from "../state/repeat-run.ts";
import { nameVariant } from "../state/variant-name.ts";
import { useSurroundings } from "./context.ts";
import { pngFile, saveFile, svgFile } from "./files.ts";

/** How long a button says that it has done what it does. */
const TOLD_MS = 2000;

/** What a reader can take away: a link, the same run elsewhere, models and pictures. */
export function TakeAwayItems(): VNode {
  const { lab, words } = useSurroundings();
  const { state, iteration } = lab.place.value;
  const { takeAway } = words;
  const isChanged = state.variants.some(({ changes }) => changes.length > 0);
  const link = new URL(`#${formatAddress(lab.place.value)}`, document.baseURI).href;
  return (
    <>
      <div class="columns">
        <Copyable title={takeAway.link} text={link} />
        <Copyable title={takeAway.command} text={toCommand(state, iteration)} />
        <Copyable title={takeAway.program} text={toProgram(state, iteration)} />
        <Files />
      </div>
      {isChanged && <p class="hint">{takeAway.changedOnTheWay}</p>}
    </>
  );
}

/** A text with a button that copies it. */
function Copyable({ title, text }: { readonly title: string; readonly text: string }): VNode {
  const { words } = useSurroundings();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), TOLD_MS);
  };
  return (
    <section class="copyable" aria-label={title}>
      <header>
        <h3>{title}</h3>
        <button
          type="button"
          class="worded"
          onClick={() => void copy()}
          aria-label={`${words.takeAway.copy}: ${title}`}
        >
          {isCopied ? words.takeAway.copied : words.takeAway.copy}
        </button>
      </header>
      {/* What can be scrolled must be reachable by keyboard. */}
      <pre tabIndex={0} role="group" aria-label={title}>
        {text}
      </pre>
    </section>
  );
}

/** Models and pictures as files. */
function Files(): VNode {
  const { words } = useSurroundings();
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  const attempt = (work: () => Promise<void>): void => {
    setTrouble(undefined);
    work().catch((error: Error) => setTrouble(error.message));
  };
  return (
    <section aria-label={words.takeAway.files}>
      <ModelFiles attempt={attempt} />
      <PictureFiles attempt={attempt} />
      <ReportFile attempt={attempt} />
      {trouble !== undefined && (
        <p class="refusal" role="alert">
          {trouble}
        </p>
      )}
    </section>
  );
}

/** What does some work, and says what went wrong. */
type Attempt = (work: () => Promise<void>) => void;

function ModelFiles({ attempt }: { readonly attempt: Attempt }): VNode {
  const { lab, words } = useSurroundings();
  const state = lab.state.value;
  const names = nameVariants(state);
  const save = async (run: VariantRun, name: string): Promise<void> =>
    saveFile(`${name}.wellfit`, new Blob([await run.save()]));
  return (
    <>
      <h3>{words.takeAway.models}</h3>
      <p class="files">
        {lab.contestants.value.map(({ variant, run }, place) => (
          <button
            key={variant.id}
            type="button"
            class="worded"
            onClick={() => attempt(() => save(run, names[place]?.name ?? ""))}
          >
            {nameVariant(state, variant, words)}
          </button>
        ))}
      </p>
    </>
  );
}

function PictureFiles({ attempt }: { readonly attempt: Attempt }): VNode {
  const { words } = useSurroundings();
  const { takeAway } = words;
  const pictures = [
    { name: "boundaries", title: takeAway.picture, order: useBoundariesOrder() },
    { name: "costs", title: takeAway.costPicture, order: useCostsOrder() },
  ];
  const save = async ({ name, order }: (typeof pictures)[number], kind: "svg" | "png"): Promise<void> => {
    const svg = await makeFile(await order());
    saveFile(`${name}.${kind}`, kind === "svg" ? svgFile(svg) : await pngFile(svg));
  };
  const files = pictures.flatMap((picture) => (["svg", "png"] as const).map((kind) => ({ picture, kind })));
  return (
    <>
      <h3>{takeAway.pictures}</h3>
      <p class="files">
        {files.map(({ picture, kind }) => (
          <button
            key={picture.name + kind}
            type="button"
            class="worded"
            onClick={() => attempt(() => save(picture, kind))}
          >
            {picture.title} ({kind.toUpperCase()})
          </button>
        ))}
      </p>
    </>
  );
}

/** The report of the command line on the same runs. */
function ReportFile({ attempt }: { readonly attempt: Attempt }): VNode {
  const { lab, words } = useSurroundings();
  const save = async (): Promise<void> => {
    const { state, iteration } = lab.place.value;
    const { data } = state;
    const file = lab.files.get(data.source);
    const order = { type: "report", data, file, base: document.baseURI } as const;
    const options = toCompareOptions(state, iteration);
    const html = await makeFile({ ...order, options, command: toCommand(state, iteration) });
    saveFile("report.html", new Blob([html], { type: "text/html" }));
  };
  return (
    <p class="files">
      <button type="button" class="worded" onClick={() => attempt(save)}>
        {words.takeAway.report}
      </button>
    </p>
  );
}

/** The order for a picture of all boundaries, with the models as they are shown. */
function useBoundariesOrder(): () => Promise<FileOrder> {
  const { lab, words } = useSurroundings();
  return async () => {
    const state = lab.state.value;
    const models = lab.contestants.value.map(async ({ variant, run }) => ({
      heading: nameVariant(state, variant, words),
      bytes: await run.save(),
    }));
    return {
      type: "boundaries",
      title: words.title,
      data: state.data,
      base: document.baseURI,
      file: lab.files.get(state.data.source),
      models: await Promise.all(models),
    };
  };
}

/** The order for a picture of all costs so far. */
function useCostsOrder(): () => Promise<FileOrder> {
  const { lab, words } = useSurroundings();
  return async () => {
    const state = lab.state.value;
    const panels = lab.contestants.value.map(({ variant, run }) => {
      const { iteration, dataCost, heldOutCost, penalty } = run.costs.value;
      const part = words[run.started.value?.data.heldOutPart ?? "test"];
      const curves = [
        { name: words.curves.dataCost(words.training), iterations: iteration, costs: dataCost },
        { name: words.curves.dataCost(part), iterations: iteration, costs: heldOutCost },
        { name: words.curves.penalty, iterations: iteration, costs: penalty },
      ];
      return {
        heading: nameVariant(state, variant, words),
        curves: curves.filter(({ costs }) => costs.length > 0),
      };
    });
    const picture = {
      title: words.costs,
      description: "",
      panels,
      yLabel: words.dataCost,
      palette: "parts" as const,
    };
    return { type: "costs", picture };
  };
}
