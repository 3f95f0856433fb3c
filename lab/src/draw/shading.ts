import { BAND_THRESHOLDS, bandColours, type Palette, TONE_THRESHOLDS, toneColours } from "wellfit";

/** What a model says over the points of a grid. */
export interface GridSays {
  /** Points × outputs, row after row, the lowest first. */
  readonly logits: Float32Array;
  readonly outputs: number;
  readonly columns: number;
  readonly rows: number;
}

/** A colour's red, green and blue. */
type Channels = readonly [red: number, green: number, blue: number];

/** Logits at which the shading of two classes changes. */
const BAND_LOGITS: readonly number[] = BAND_THRESHOLDS.slice(1).map((p) => Math.log(p / (1 - p)));

/**
 * Colours every pixel of an image that lies over the inner cells of a grid, as the pictures of the library do: of two
 * classes in bands of probability, of several in the tones of the most probable. Between the points, logits lie on straight
 * lines. Where one is not finite, pixels stay clear.
 */
export function paintShading(image: ImageData, says: GridSays, palette: Palette): void {
  if (says.outputs === 1) paintBands(image, says, palette);
  else paintRegions(image, says, palette);
}

function paintBands({ data, width, height }: ImageData, says: GridSays, palette: Palette): void {
  const colours = bandColours(palette).map(toChannels);
  const at = interpolate(says, 1, width, height);
  const logit = new Float32Array(1);
  for (let row = 0, place = 0; row < height; row++) {
    for (let column = 0; column < width; column++, place += 4) {
      at(column, row, logit);
      const value = logit[0] as number;
      if (!Number.isFinite(value)) continue;
      let band = 0;
      while (band < BAND_LOGITS.length && value > (BAND_LOGITS[band] as number)) band++;
      paint(data, place, colours[band] as Channels);
    }
  }
}

function paintRegions({ data, width, height }: ImageData, says: GridSays, palette: Palette): void {
  const { outputs } = says;
  const colours = Array.from({ length: outputs }, (_, index) => toneColours(palette, index).map(toChannels));
  const at = interpolate(says, outputs, width, height);
  const logits = new Float32Array(outputs);
  for (let row = 0, place = 0; row < height; row++) {
    for (let column = 0; column < width; column++, place += 4) {
      at(column, row, logits);
      if (!logits.every(Number.isFinite)) continue;
      let best = 0;
      for (let index = 1; index < outputs; index++)
        if ((logits[index] as number) > (logits[best] as number)) best = index;
      let sum = 0;
      for (const logit of logits) sum += Math.exp(logit - (logits[best] as number));
      const tone = TONE_THRESHOLDS.findLastIndex((threshold) => 1 / sum >= threshold);
      paint(data, place, colours[best]?.[tone] as Channels);
    }
  }
}

/** Fills in the logits of a pixel. The grid reaches one step beyond the image on every side. */
function interpolate(
  { logits, columns, rows }: GridSays,
  outputs: number,
  width: number,
  height: number,
): (column: number, row: number, into: Float32Array) => void {
  const [xScale, yScale] = [(columns - 3) / width, (rows - 3) / height];
  return (column, row, into) => {
    const x = 1 + (column + 0.5) * xScale;
    const y = 1 + (height - row - 0.5) * yScale;
    const [left, low] = [Math.floor(x), Math.floor(y)];
    const [right, up] = [x - left, y - low];
    const start = (low * columns + left) * outputs;
    for (let output = 0; output < outputs; output++) {
      const lower = start + output;
      const upper = lower + columns * outputs;
      const below = mix(logits[lower] as number, logits[lower + outputs] as number, right);
      const above = mix(logits[upper] as number, logits[upper + outputs] as number, right);
      into[output] = mix(below, above, up);
    }
  };
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

function paint(data: ImageData["data"], place: number, [red, green, blue]: Channels): void {
  data[place] = red;
  data[place + 1] = green;
  data[place + 2] = blue;
  data[place + 3] = 255;
}

function toChannels(colour: string): Channels {
  const channel = (index: number): number => Number.parseInt(colour.slice(1 + 2 * index, 3 + 2 * index), 16);
  return [channel(0), channel(1), channel(2)];
}
