import { BAND_THRESHOLDS, bandColours, type Palette, TONE_THRESHOLDS, toneColours } from "wellfit";

/** What a model says over the points of a grid. */
export interface GridSays {
  /** Points × outputs, row after row, the lowest first; a single row holds for every height. */
  readonly logits: Float32Array;
  readonly outputs: number;
  readonly columns: number;
  readonly rows: number;
}

/** A picture's pixels, a number for each. */
export interface Pixels {
  /** Red, green, blue and opacity as they lie in the memory of a canvas. */
  readonly colours: Uint32Array;
  readonly width: number;
  readonly height: number;
}

/** Beyond it, a class is as certain as the shading tells. */
const LARGEST_LOGIT = 4;
/** So many logits up to there have a colour of their own: bands end where they should to less than a pixel. */
const LOGIT_STEPS = 2048;

/**
 * Colours pixels that lie over the inner cells of a grid, as the pictures of the library do: of two classes in bands of
 * probability, of several in the tones of the most probable. Between the points, logits lie on straight lines. Where one is
 * not finite, pixels stay clear.
 */
export function paintShading(pixels: Pixels, says: GridSays, palette: Palette): void {
  if (says.outputs === 1) paintBands(pixels, says, palette);
  else paintRegions(pixels, says, palette);
}

function paintBands({ colours, width, height }: Pixels, says: GridSays, palette: Palette): void {
  const table = bandTable(palette);
  const across = placesAcross(width, says.columns);
  const line = new Float32Array(says.columns);
  for (let row = 0, place = 0; row < height; row++) {
    fillLine(line, says, { row, height, output: 0 });
    for (let column = 0; column < width; column++, place++) {
      const left = across.lefts[column] as number;
      const from = line[left] as number;
      const logit = from + ((line[left + 1] as number) - from) * (across.shares[column] as number);
      colours[place] = Number.isFinite(logit) ? (table[toStep(logit)] as number) : 0;
    }
  }
}

function paintRegions({ colours, width, height }: Pixels, says: GridSays, palette: Palette): void {
  const { outputs } = says;
  const tones = Array.from({ length: outputs }, (_, index) => toneColours(palette, index).map(toPixel));
  const across = placesAcross(width, says.columns);
  const lines = Array.from({ length: outputs }, () => new Float32Array(says.columns));
  const logits = new Float32Array(outputs);
  for (let row = 0, place = 0; row < height; row++) {
    for (const [output, line] of lines.entries()) fillLine(line, says, { row, height, output });
    for (let column = 0; column < width; column++, place++) {
      const left = across.lefts[column] as number;
      for (let output = 0; output < outputs; output++) {
        const from = lines[output]?.[left] as number;
        logits[output] =
          from + ((lines[output]?.[left + 1] as number) - from) * (across.shares[column] as number);
      }
      colours[place] = toneOf(logits, tones);
    }
  }
}

/** The colour of the most probable class, in the tone of its probability. */
function toneOf(logits: Float32Array, tones: readonly (readonly number[])[]): number {
  let best = 0;
  for (let index = 1; index < logits.length; index++)
    if ((logits[index] as number) > (logits[best] as number)) best = index;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - (logits[best] as number));
  if (!Number.isFinite(sum)) return 0;
  return tones[best]?.[TONE_THRESHOLDS.findLastIndex((threshold) => 1 / sum >= threshold)] ?? 0;
}

/** Between which columns of the grid each pixel of a row lies, and how far. The grid reaches one step beyond the picture. */
function placesAcross(
  width: number,
  columns: number,
): { readonly lefts: Int32Array; readonly shares: Float32Array } {
  const [lefts, shares] = [new Int32Array(width), new Float32Array(width)];
  for (let column = 0; column < width; column++) {
    const place = 1 + ((column + 0.5) * (columns - 3)) / width;
    lefts[column] = Math.floor(place);
    shares[column] = place - Math.floor(place);
  }
  return { lefts, shares };
}

/** Fills in the logits of one output along a row of pixels, at the grid's columns. */
function fillLine(
  line: Float32Array,
  { logits, outputs, columns, rows }: GridSays,
  { row, height, output }: { readonly row: number; readonly height: number; readonly output: number },
): void {
  const y = rows === 1 ? 0 : 1 + ((height - row - 0.5) * (rows - 3)) / height;
  const low = Math.floor(y);
  const high = Math.min(low + 1, rows - 1);
  const share = y - low;
  for (let column = 0; column < columns; column++) {
    const below = logits[(low * columns + column) * outputs + output] as number;
    const above = logits[(high * columns + column) * outputs + output] as number;
    line[column] = below + (above - below) * share;
  }
}

/** Tables that were made: a diagram paints dozens of pictures at a time. */
const bandTables = new WeakMap<Palette, Uint32Array>();

/** The colour of each step of logits. */
function bandTable(palette: Palette): Uint32Array {
  const table = bandTables.get(palette) ?? makeBandTable(palette);
  bandTables.set(palette, table);
  return table;
}

function makeBandTable(palette: Palette): Uint32Array {
  const bands = bandColours(palette).map(toPixel);
  const ends = BAND_THRESHOLDS.slice(1).map((probability) => Math.log(probability / (1 - probability)));
  return Uint32Array.from({ length: LOGIT_STEPS }, (_, step) => {
    const logit = ((step + 0.5) / LOGIT_STEPS) * 2 * LARGEST_LOGIT - LARGEST_LOGIT;
    const band = ends.findIndex((end) => logit <= end);
    return bands.at(band) as number;
  });
}

function toStep(logit: number): number {
  const step = Math.floor(((logit + LARGEST_LOGIT) * LOGIT_STEPS) / (2 * LARGEST_LOGIT));
  return Math.min(Math.max(step, 0), LOGIT_STEPS - 1);
}

/** A colour as a pixel, on machines whose numbers begin with their lowest byte, as all that run browsers do. */
function toPixel(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((place) => Number.parseInt(colour.slice(place, place + 2), 16));
  return ((0xff << 24) | ((blue as number) << 16) | ((green as number) << 8) | (red as number)) >>> 0;
}
