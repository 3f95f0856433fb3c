/**
 * Colours and type of every picture. Class 0 is orange and square, class 1 blue and round: a pair that people with any
 * common colour blindness tell apart, and that needs no colour at all. Further classes follow in an order in which each
 * differs from those before it as far as it can, for such people, too; and each has a shape of its own.
 */

/** The colours of a scheme, light or dark. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly softInk: string;
  readonly line: string;
  readonly grid: string;
  /** Marks of every class, in their order. */
  readonly classes: readonly string[];
  /** The regions where a class is certain. */
  readonly regions: readonly string[];
  /** The region where none is. */
  readonly middle: string;
  /** Curves and bars of the models, in their order. */
  readonly models: readonly string[];
  /** Curves of the parts that a model's cost is made of: colours that no model has. */
  readonly parts: readonly string[];
  /** The darkest cell of a matrix: text in ink is readable on it. */
  readonly heat: string;
  /** Where models differ most: a colour that no class has. */
  readonly spread: string;
}

const LIGHT: Palette = {
  paper: "#ffffff",
  ink: "#16202e",
  softInk: "#56616f",
  line: "#8a94a1",
  grid: "#e6e9ed",
  classes: [
    "#a3380b",
    "#1c5fa8",
    "#166a2c",
    "#8e2f9b",
    "#625400",
    "#00666f",
    "#4f4668",
    "#7a4b00",
    "#a0203c",
    "#2b3fa6",
  ],
  regions: [
    "#f0a988",
    "#92bfe6",
    "#aeeab0",
    "#e9d2ff",
    "#ccb75c",
    "#7fd9d4",
    "#c2b8d3",
    "#fde08f",
    "#f9a0ad",
    "#95bafb",
  ],
  middle: "#fbfbfb",
  models: ["#27303d", "#00866f", "#a3359c", "#9a6a00", "#d1405f", "#3f78c8"],
  parts: ["#1565a8", "#b3387a", "#8a7000"],
  heat: "#6ba6dc",
  spread: "#8a5fbf",
};

const DARK: Palette = {
  paper: "#12161d",
  ink: "#eef1f5",
  softInk: "#a9b3c0",
  line: "#6a7685",
  grid: "#252c37",
  classes: [
    "#ff9a6b",
    "#7fbcff",
    "#9ad968",
    "#f297e9",
    "#dccb45",
    "#2fdbe0",
    "#d5adff",
    "#ffc24a",
    "#ff97ac",
    "#b9d3cb",
  ],
  regions: [
    "#6d3419",
    "#1d4470",
    "#44633e",
    "#4d1746",
    "#383100",
    "#115b6b",
    "#6e4b8a",
    "#7d5400",
    "#7a1838",
    "#263d38",
  ],
  middle: "#1b2029",
  models: ["#f2f4f7", "#21b892", "#d27be6", "#e0b64a", "#ff7d8d", "#6ea8f0"],
  parts: ["#6cb4ff", "#ff8cc3", "#d6bd4a"],
  heat: "#2b66a8",
  spread: "#8258c4",
};

/** The colours of all pictures, for pages that stand around them. */
export const palettes: Readonly<Record<"light" | "dark", Palette>> = { light: LIGHT, dark: DARK };

/** Probabilities at which the shading changes; 0.5 is the border. */
export const BAND_THRESHOLDS: readonly number[] = [
  0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95,
];

/** Probabilities of the most probable of several classes at which the tone of its region changes. */
export const TONE_THRESHOLDS: readonly number[] = [0, 0.5, 0.7, 0.9];

/** Standard deviations of a probability at which the shading of a spread changes; 0.5 is the largest there is. */
export const SPREAD_THRESHOLDS: readonly number[] = [0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4];

/** How strongly a band has its class's colour: from certain to undecided and back. */
const BAND_STRENGTHS = [1, 0.84, 0.66, 0.48, 0.31, 0.14, 0.14, 0.31, 0.48, 0.66, 0.84, 1] as const;

/** How strongly a tone has its class's colour. */
const TONE_STRENGTHS = [0.4, 0.6, 0.8, 1] as const;

/** Dashes of curves, so that they differ without colour. */
const DASHES: readonly (string | undefined)[] = [undefined, "7 4", "2 3", "10 3 2 3", "4 2", "1 4"];

/** Which colours a picture takes for its curves and bars. */
export type SeriesPalette = "models" | "parts";

/** How one curve or bar looks: its class in the style sheet, and its dashes. */
export interface SeriesStyle {
  readonly class: string;
  readonly dash: string | undefined;
}

/**
 * The look of curve or bar number `index`. Beyond the last colour they start again, with other dashes.
 *
 * @param needsDashes whether dashes differ from the second curve on, not only where colours repeat
 */
export function seriesStyle(index: number, palette: SeriesPalette, needsDashes: boolean): SeriesStyle {
  const colours = LIGHT[palette].length;
  const round = Math.floor(index / colours);
  const dash = DASHES[(needsDashes ? index + round : round) % DASHES.length];
  return { class: `wf-${palette}${index % colours}`, dash };
}

/** The colours of classes; beyond the last they start again. */
const CLASS_COLOURS = LIGHT.classes.length;

/** The class in the style sheet of the marks of a class. */
export function markClass(classIndex: number): string {
  return `wf-class${classIndex % CLASS_COLOURS}`;
}

/** The class in the style sheet of a class's region, in one of the tones, from 0 for the palest. */
export function regionClass(classIndex: number, tone: number): string {
  return `wf-region${classIndex % CLASS_COLOURS}-${tone}`;
}

/** Sizes of letters, in pixels. */
export const FONT_SIZE = { title: 17, heading: 14, label: 12.5, tick: 11.5 } as const;

/** How many shades the cells of a matrix have, from that of nothing to that of all. */
export const HEAT_LEVELS = 11;

/** What all pictures share, whatever their colours. */
const SHAPES = [
  "text{font-family:Inter,system-ui,-apple-system,'Segoe UI',sans-serif;font-weight:400}",
  `.wf-title{font-size:${FONT_SIZE.title}px;font-weight:600}`,
  `.wf-heading{font-size:${FONT_SIZE.heading}px;font-weight:600}`,
  `.wf-label,.wf-note,.wf-name{font-size:${FONT_SIZE.label}px}`,
  ".wf-name{font-weight:600}",
  `.wf-tick{font-size:${FONT_SIZE.tick}px}`,
  ".wf-line,.wf-border,.wf-seed-border,.wf-curve,.wf-range{fill:none}",
  ".wf-seed-border{stroke-width:1;stroke-opacity:0.5;stroke-linejoin:round}",
  ".wf-line{stroke-width:1}",
  ".wf-border{stroke-width:2.2;stroke-linejoin:round}",
  ".wf-curve{stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}",
  ".wf-area{fill-opacity:0.2}",
  ".wf-seed{stroke-width:0.7}",
  ".wf-mean{stroke-width:1.5}",
  ".wf-range.wf-decided{stroke-width:2.6}",
  ".wf-range.wf-undecided{stroke-width:1.3}",
  ".wf-mark{stroke-width:1.6}",
  ".wf-filled{stroke-width:1}",
  ".wf-ramp{shape-rendering:crispEdges}",
  ".wf-hollow{stroke-width:1.5;fill-opacity:0.55}",
  ".wf-dense .wf-filled{stroke-width:0.4}",
  ".wf-dense .wf-hollow{stroke-width:1}",
].join("");

/** The style sheet that every picture carries; it follows the reader's light or dark scheme. */
export const PICTURE_STYLE: string = `${SHAPES}${paletteRules(LIGHT)}${inDark(paletteRules(DARK))}`;

/** The style sheet of pictures that have cells with shades. */
export const HEAT_STYLE: string = [
  SHAPES,
  `.wf-count{font-size:${FONT_SIZE.heading}px;font-weight:600}`,
  `.wf-share{font-size:${FONT_SIZE.tick}px}`,
  `.wf-small{font-size:${FONT_SIZE.tick}px}`,
  ".wf-cell{stroke-width:1}",
  paletteRules(LIGHT),
  heatRules(LIGHT),
  inDark(paletteRules(DARK) + heatRules(DARK)),
].join("");

/** The style sheet of pictures of boundaries: of several classes with their regions and marks. */
export function boundaryStyle(classes: number): string {
  return SHAPES + inBoth((palette) => paletteRules(palette) + regionRules(palette, classes));
}

/** The style sheet of pictures that shade how far models differ. */
export function spreadStyle(classes: number): string {
  const rules = (palette: Palette): string =>
    paletteRules(palette) + spreadRules(palette) + regionRules(palette, classes);
  return SHAPES + inBoth(rules);
}

/** The style sheet of small bars that may be divided by classes; what is of no class is grey. */
export function sketchStyle(classes: number): string {
  const rules = (palette: Palette): string =>
    `${paletteRules(palette)}${markRules(palette, 2, Math.min(classes, CLASS_COLOURS))}.wf-rest{fill:${palette.line}}`;
  // Twice the class, so that this wins over the colours of pictures that stand below.
  return `${SHAPES}${inBoth(rules)}.wf-sketch .wf-filled.wf-filled{stroke:none}`;
}

function inBoth(rulesOf: (palette: Palette) => string): string {
  return rulesOf(LIGHT) + inDark(rulesOf(DARK));
}

/** What pictures of several classes have beside those of two. */
function regionRules(palette: Palette, classes: number): string {
  if (classes <= 2) return "";
  const colours = Math.min(classes, CLASS_COLOURS);
  const { middle, softInk } = palette;
  const tones = (classIndex: number): string[] =>
    toneColours(palette, classIndex).map((colour, tone) => `.wf-region${classIndex}-${tone}{fill:${colour}}`);
  const shades = TONE_STRENGTHS.map(
    (strength, tone) => `.wf-shade${tone}{fill:${mix(middle, softInk, strength / 2)}}`,
  );
  const filled = Array.from({ length: colours }, (_, classIndex) => tones(classIndex)).flat();
  return [...shades, ...filled, markRules(palette, 2, colours)].join("");
}

/** Marks of the classes from one number to before another. */
function markRules({ classes, paper }: Palette, from: number, to: number): string {
  return classes
    .slice(from, to)
    .map(
      (colour, index) =>
        `.wf-filled.wf-class${from + index}{fill:${colour};stroke:${paper}}` +
        `.wf-hollow.wf-class${from + index}{fill:${paper};stroke:${colour}}`,
    )
    .join("");
}

function spreadRules({ middle, spread }: Palette): string {
  const count = SPREAD_THRESHOLDS.length;
  return Array.from(
    { length: count + 1 },
    (_, level) => `.wf-spread${level}{fill:${mix(middle, spread, level / count)}}`,
  ).join("");
}

function inDark(rules: string): string {
  return `@media (prefers-color-scheme:dark){${rules}}`;
}

function heatRules(palette: Palette): string {
  const levels = Array.from({ length: HEAT_LEVELS }, (_, level) => {
    const colour = mix(palette.middle, palette.heat, level / (HEAT_LEVELS - 1));
    return `.wf-heat${level}{fill:${colour}}`;
  });
  return [`.wf-cell{stroke:${palette.paper}}`, `.wf-count,.wf-share{fill:${palette.ink}}`, ...levels].join(
    "",
  );
}

/** The colours of two classes' shading, from where class 0 is certain to where class 1 is: a band for each of {@link BAND_THRESHOLDS}. */
export function bandColours(palette: Palette): readonly string[] {
  return BAND_STRENGTHS.map((strength, band) => {
    const region = palette.regions[band < BAND_STRENGTHS.length / 2 ? 0 : 1];
    return mix(palette.middle, region as string, strength);
  });
}

/** The colours of the region of one of several classes, from the palest on. */
export function toneColours(palette: Palette, classIndex: number): readonly string[] {
  const region = palette.regions[classIndex % CLASS_COLOURS] as string;
  return TONE_STRENGTHS.map((strength) => mix(palette.middle, region, strength));
}

function paletteRules(palette: Palette): string {
  const bands = bandColours(palette).map((colour, band) => `.wf-band${band}{fill:${colour}}`);
  const series = (["models", "parts"] as const).flatMap((name) =>
    palette[name].map(
      (colour, index) =>
        `.wf-curve.wf-${name}${index}{stroke:${colour}}` +
        `.wf-bar.wf-${name}${index},.wf-name.wf-${name}${index},.wf-dot.wf-${name}${index},.wf-area.wf-${name}${index}{fill:${colour}}`,
    ),
  );
  return [
    `.wf-paper,.wf-nothing{fill:${palette.paper}}`,
    `.wf-title,.wf-heading,.wf-label{fill:${palette.ink}}`,
    `.wf-note,.wf-tick{fill:${palette.softInk}}`,
    `.wf-line{stroke:${palette.line}}`,
    `.wf-grid{stroke:${palette.grid};stroke-width:1}`,
    `.wf-border,.wf-seed-border{stroke:${palette.ink}}`,
    `.wf-seed,.wf-mean{stroke:${palette.paper}}`,
    `.wf-decided{stroke:${palette.ink};fill:${palette.ink}}`,
    `.wf-undecided{stroke:${palette.softInk};fill:${palette.paper}}`,
    ...bands,
    markRules(palette, 0, 2),
    ...series,
  ].join("");
}

/** A colour between two, by their red, green and blue. */
function mix(from: string, to: string, share: number): string {
  const channel = (colour: string, index: number): number =>
    Number.parseInt(colour.slice(1 + 2 * index, 3 + 2 * index), 16);
  const mixed = [0, 1, 2].map((index) =>
    Math.round(channel(from, index) * (1 - share) + channel(to, index) * share),
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
