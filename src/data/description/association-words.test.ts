import { expect, it } from "vitest";
import { explainMeasures, formatAssociation, formatChance } from "./association-words.ts";

it("associations have the letter of their measure, two decimals, and a sign only where they have one", () => {
  expect(formatAssociation({ measure: "Pearson's r", value: -0.542 })).toBe("r −0.54");
  expect(formatAssociation({ measure: "Pearson's r", value: -0.002 })).toBe("r 0.00");
  expect(formatAssociation({ measure: "correlation ratio", value: 1 })).toBe("η 1.00");
  expect(formatAssociation({ measure: "Cramér's V", value: 0.305 })).toBe("V 0.30");
  expect(formatChance({ chance: 1 / 30 })).toBe("0.03");
});

it("letters are explained as far as they are used", () => {
  const [r, v] = [{ measure: "Pearson's r" }, { measure: "Cramér's V" }] as const;
  expect(explainMeasures([v, null, r, r])).toBe("r: Pearson's r; V: Cramér's V");
  expect(explainMeasures([null])).toBe("");
});
