/** How the places of a slider and values belong together. Places are whole numbers from 0. */
export interface SliderScale {
  readonly places: number;
  readonly toValue: (place: number) => number;
  readonly toPlace: (value: number) => number;
}

/** Equal steps from one value to another. */
export function linearScale(from: number, to: number, step: number): SliderScale {
  const places = Math.round((to - from) / step);
  return {
    places,
    toValue: (place) => Number((from + place * step).toPrecision(12)),
    toPlace: (value) => clamp(Math.round((value - from) / step), places),
  };
}

/** So many places leave more than a tenth between two of them, so that no two have the same first two digits. */
const RATIO_PLACES = 60;

/** Equal ratios from one value to another, with two digits. */
export function ratioScale(from: number, to: number, places = RATIO_PLACES): SliderScale {
  const ratio = Math.log(to / from);
  return {
    places,
    toValue: (place) => Number((from * Math.exp((ratio * place) / places)).toPrecision(2)),
    toPlace: (value) => clamp(Math.round((Math.log(Math.max(value, from) / from) / ratio) * places), places),
  };
}

/** The same with nothing at all at its lower end. */
export function ratioScaleFromNothing(from: number, to: number, places = RATIO_PLACES): SliderScale {
  const ratios = ratioScale(from, to, places - 1);
  return {
    places,
    toValue: (place) => (place === 0 ? 0 : ratios.toValue(place - 1)),
    toPlace: (value) => (value === 0 ? 0 : ratios.toPlace(value) + 1),
  };
}

function clamp(place: number, places: number): number {
  return Math.min(Math.max(place, 0), places);
}
