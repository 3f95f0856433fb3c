import { describe, expect, it } from "vitest";
import { useCliFolder } from "../support/cli.ts";

const { runWith, run, write } = useCliFolder();

/** Starts the lab, asks it at its address, and ends it as ctrl-C does. */
async function visit(
  args: readonly string[],
  ask: (url: URL) => Promise<void>,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  let asked: Promise<void> | undefined;
  const result = await runWith(
    {
      whileRunning: (kill, stdout) => {
        const address = /^http:\S+\n/.exec(stdout)?.[0];
        if (address === undefined || asked !== undefined) return;
        asked = ask(new URL(address.trim())).finally(() => kill("SIGINT"));
      },
    },
    "lab",
    "--no-open",
    "--port",
    "0",
    ...args,
  );
  await asked;
  return result;
}

describe("wellfit lab", () => {
  it("serves the built page at the address that it prints, until ctrl-C", async () => {
    const { code, stdout, stderr } = await visit([], async (url) => {
      expect(url.hostname).toBe("127.0.0.1");
      expect(url.hash).toBe("#data=football");
      const page = await (await fetch(url)).text();
      expect(page).toContain("<title>wellfit lab</title>");
      const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(page)?.[1] as string;
      expect((await fetch(new URL(script, url))).status).toBe(200);
    });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n")[1]).toBe("The lab is open on this machine alone. Ctrl-C ends it.");
  });

  it("serves a file of data beside the page", async () => {
    await write("my points.csv", "x1,x2,y\n1,2,a\n3,4,b\n");
    await visit(["my points.csv", "--quiet"], async (url) => {
      expect(url.hash).toBe("#data=data/my%20points.csv");
      const data = await fetch(new URL(url.hash.replace("#data=", ""), url));
      expect(await data.text()).toBe("x1,x2,y\n1,2,a\n3,4,b\n");
    });
  });

  it("tells the page what to predict, and what columns hold", async () => {
    await write("flats.csv", "rent,area,kind\n1,2,a\n3,4,b\n");
    const args = ["flats.csv", "--target", "rent", "--target-type", "number", "--column", "kind:drop"];
    await visit(args, async ({ hash }) => {
      expect(hash).toBe("#data=data/flats.csv&target=rent&target-type=number&column=kind%3Adrop");
    });
  });

  it.each([
    [["football", "--target", "y"], "--target", 2],
    [["fotball"], 'Did you mean "football"?', 1],
    [["missing.csv"], "missing.csv: expected a file that can be read, got no such file or folder.", 1],
    [["--port", "70000"], "--port: expected a whole number from 0 to 65535, got 70000.", 2],
  ] as const)("refuses %j in one line", async (args, words, exitCode) => {
    const { code, stderr } = await run("lab", "--no-open", ...args);
    expect(stderr).toContain(words);
    expect(code).toBe(exitCode);
  });
});
