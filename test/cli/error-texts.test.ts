import { describe, expect, it } from "vitest";
import { useCliFolder } from "../support/cli.ts";

const { run, write } = useCliFolder();

describe("the texts of errors", () => {
  it("control characters of a file are shown, not sent to the terminal, in the stack trace, too", async () => {
    await write("escape.csv", "a\u001b[31m\u009b,a\u001b[31m\u009b,y\n1,2,0\n");
    for (const flags of [[], ["--debug"]]) {
      const { stderr } = await run(...flags, "train", "escape.csv");
      expect(stderr).toContain("a\\x1b[31m\\x9b");
      expect(stderr.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    }
    const huge = Array.from({ length: 20 }, (_, i) => `${i}e90,${i % 2}`);
    await write("large.csv", ["a\u001b[31m,y", ...huge].join("\n"));
    const { stdout } = await run("train", "large.csv", "--iterations", "5", "--scaling", "none");
    expect(stdout).toContain('feature "a\\x1b[31m" reaches');
    expect(stdout.replaceAll(/[\n\t]/g, "")).not.toMatch(/\p{Cc}/u);
  });

  it("--debug adds the stack trace", async () => {
    const { stderr, code } = await run("--debug", "compare", "missing.csv");
    expect(code).toBe(1);
    expect(stderr).toMatch(/InvalidInputError: missing\.csv: expected .*\n\s+at /);
  });
});
