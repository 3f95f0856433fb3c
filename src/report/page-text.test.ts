import { expect, it } from "vitest";
import { toPageText } from "./page-text.ts";

const show = (sentence: string): string => toPageText(sentence).replaceAll("\u00a0", "_");

it("what is read as one is not broken over two lines", () => {
  expect(show("L2 (λ = 0.7) + dropout (keep 0.86) 95.3 % of 1 234 567")).toBe(
    "L2 (λ_=_0.7) + dropout (keep_0.86) 95.3_% of 1_234_567",
  );
  expect(show("l2 = 0.0017 (λ/(2m))")).toBe("l2 = 0.0017 (λ/(2m))");
  expect(show("3 of 12 with 200 test examples")).toBe("3 of 12 with 200 test examples");
});

it("a flag with its value is code", () => {
  expect(show("each time (--mask fresh).")).toBe("each time (<code>--mask fresh</code>).");
  expect(show("a--b, a - b")).toBe("a--b, a - b");
});

it("signs of HTML stay signs", () => {
  expect(show('<b> & "--x"')).toBe("&lt;b&gt; &amp; &quot;<code>--x</code>&quot;");
});
