import { ASSOCIATIONS, type Association } from "./association.ts";

/** The letter of each measure of association. */
const SYMBOLS: Readonly<Record<Association["measure"], string>> = {
  "Pearson's r": "r",
  "correlation ratio": "η",
  "Cramér's V": "V",
};

/** An association with the letter of its measure: "r −0.54", "V 0.30". */
export function formatAssociation({ measure, value }: Pick<Association, "measure" | "value">): string {
  const written = value
    .toFixed(2)
    .replace(/^-(?=0\.00$)/, "")
    .replace("-", "−");
  return `${SYMBOLS[measure]} ${written}`;
}

/** What chance makes of an association, with as many decimals: "0.03". */
export function formatChance({ chance }: Pick<Association, "chance">): string {
  return chance.toFixed(2);
}

/** What the letters mean that some associations have: "r: Pearson's r; η: correlation ratio"; empty where there are none. */
export function explainMeasures(associations: readonly (Pick<Association, "measure"> | null)[]): string {
  const used = ASSOCIATIONS.filter((measure) => associations.some((each) => each?.measure === measure));
  return used.map((measure) => `${SYMBOLS[measure]}: ${measure}`).join("; ");
}
