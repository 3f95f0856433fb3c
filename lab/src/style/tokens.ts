import { type Palette, palettes } from "wellfit";

/** Sizes of letters in rem: each step is about a quarter larger than the one before it. */
const FONT_SIZES = {
  small: 0.75,
  note: 0.8125,
  body: 0.9375,
  lead: 1.0625,
  figure: 1.375,
  title: 1.75,
} as const;

/** Distances in rem, from what belongs together to what does not. */
const SPACES = { hair: 0.25, tight: 0.5, near: 0.75, usual: 1, wide: 1.5, far: 2.5, apart: 4 } as const;

/** What each colour of the page is in the palette of the pictures. */
const COLOURS: Readonly<Record<string, (palette: Palette) => string | undefined>> = {
  paper: ({ paper }) => paper,
  ink: ({ ink }) => ink,
  soft: ({ softInk }) => softInk,
  line: ({ line }) => line,
  faint: ({ grid }) => grid,
  accent: ({ classes }) => classes[1],
  "class-0": ({ classes }) => classes[0],
  "class-1": ({ classes }) => classes[1],
  "curve-0": ({ parts }) => parts[0],
  "curve-1": ({ parts }) => parts[1],
  "curve-2": ({ parts }) => parts[2],
};

/** The tokens as custom properties: `--space-near`, `--font-title`, `--ink`. Colours follow the scheme that is in force. */
function tokenSheet(): string {
  const { light, dark } = palettes;
  const sizes = Object.entries(FONT_SIZES).map(([name, size]) => `--font-${name}:${size}rem`);
  const spaces = Object.entries(SPACES).map(([name, size]) => `--space-${name}:${size}rem`);
  const colours = Object.entries(COLOURS).map(
    ([name, pick]) => `--${name}:light-dark(${pick(light)},${pick(dark)})`,
  );
  return `:root{${[...sizes, ...spaces, ...colours].join(";")}}`;
}

/** Gives a page the tokens. */
export function applyTokens(page: Document): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(tokenSheet());
  page.adoptedStyleSheets = [sheet];
}
