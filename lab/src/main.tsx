import { effect } from "@preact/signals";
import { render } from "preact";
import { Lab } from "./session/lab.ts";
import type { TrainingWorker } from "./session/variant-run.ts";
import { formatAddress, parseAddress } from "./state/address.ts";
import { applyTokens } from "./style/tokens.ts";
import { App } from "./view/app.tsx";
import { SurroundingsContext } from "./view/context.ts";
import { createPage } from "./view/page.ts";

/** A slider that is drawn must not write the address a hundred times: browsers forbid it. */
const ADDRESS_DELAY_MS = 300;

/** Who wants little to move sees a picture now and then, and the last. */
const CALM_DELAY_MS = 500;

applyTokens(document);
const wantsCalm = matchMedia("(prefers-reduced-motion: reduce)");
const page = await createPage();
const lab = new Lab(
  {
    base: document.baseURI,
    startWorker: (): TrainingWorker =>
      new Worker(new URL("./session/training-worker.ts", import.meta.url), { type: "module" }),
    atNextPicture: (draw) => {
      if (wantsCalm.matches) setTimeout(draw, CALM_DELAY_MS);
      else requestAnimationFrame(draw);
    },
  },
  parseAddress(location.hash),
);

let timer: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  const address = `#${formatAddress(lab.place.value)}`;
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (address !== (location.hash || "#")) history.replaceState(undefined, "", address);
  }, ADDRESS_DELAY_MS);
});
addEventListener("hashchange", () => lab.open(parseAddress(location.hash)));
effect(() => {
  document.title = `${page.words.value.title} · wellfit lab`;
});

render(
  <SurroundingsContext.Provider value={{ lab, page }}>
    <App />
  </SurroundingsContext.Provider>,
  document.querySelector("#lab") as HTMLElement,
);
