import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import * as v from "valibot";
import { UnsupportedError } from "../base/errors.ts";
import { loadOptions } from "../data/read-dataset.ts";
import { type LabServer, serveLab } from "../lab-server/serve-lab.ts";
import { DATA_ARGUMENT, findBuiltIn } from "./data-argument.ts";
import { readInput } from "./data-input.ts";
import { addFlags, type Flags, flagOf, givenOptions, settingsFromFlags } from "./flags.ts";
import { createOutput } from "./output.ts";

const EXAMPLE = `
Example:
  wellfit lab
  wellfit lab moons
  wellfit lab titanic.csv --target survived --column pclass:category`;

/** The port that the lab is at unless it is taken: so its address stays the same from day to day. */
const USUAL_PORT = 8610;

/** Where the server listens. */
const labOptions = v.strictObject({
  port: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(65_535),
      v.description("port to listen on, on this machine alone; 0 for any that is free"),
      v.metadata({
        flag: "port",
        placeholder: "n",
        defaultInWords: `${USUAL_PORT}, or another where that is taken`,
      }),
    ),
  ),
});

const { target, targetType, columns } = loadOptions.entries;

/** What the page is to take a file for; it can be chosen in the page, too. */
const readingOptions = v.strictObject({ target, targetType, columns });

/** `wellfit lab`: the page where one sees models learn, served to the browser of this machine. */
export function labCommand(): CommandUnknownOpts {
  const command = new Command("lab")
    .description("open a page in the browser where models learn side by side; nothing leaves this machine")
    .argument("[data]", DATA_ARGUMENT, "football")
    .addHelpText("after", EXAMPLE);
  addFlags(command, readingOptions, "Data:");
  addFlags(command, labOptions, "Server:");
  command.option("--no-open", "print the page's address and open nothing");
  command.option("--quiet", "print nothing but errors and the address");
  command.option("--no-color", "print without colours");
  command.action(runLab);
  return command;
}

async function runLab(data: string, flags: Flags): Promise<void> {
  const { port } = settingsFromFlags(labOptions, flags);
  const output = createOutput(flags);
  const reading = givenOptions(readingOptions, flags);
  const isBuiltIn = (await findBuiltIn(data, reading, flagOf)) !== undefined;
  const file = isBuiltIn ? undefined : await readInput(data);
  const server = await startServer({ folder: findPage(), data: file }, port);
  const url = `${server.url}#data=${server.dataAddress ?? data}${addressOf(reading)}`;
  output.result(url);
  output.print("The lab is open on this machine alone. Ctrl-C ends it.");
  if (flags["open"] === true) openInBrowser(url);
  await untilInterrupted();
  await server.close();
}

/** What the page is told of a file, as the end of its address. */
function addressOf(reading: v.InferInput<typeof readingOptions>): string {
  const parts = [
    ["target", reading.target],
    ["target-type", reading.targetType],
    ...Object.entries(reading.columns ?? {}).map(([name, choice]) => ["column", `${name}:${choice}`]),
  ];
  return parts
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `&${name}=${encodeURIComponent(value as string)}`)
    .join("");
}

/** At the port that was asked for, or at the usual one, or at any that is free. */
async function startServer(
  serving: Omit<Parameters<typeof serveLab>[0], "port">,
  port: number | undefined,
): Promise<LabServer> {
  if (port !== undefined) return serveLab({ ...serving, port });
  return serveLab({ ...serving, port: USUAL_PORT }).catch(() => serveLab(serving));
}

/** The folder of the built page: beside the program's own, or, from the sources, where the build puts it. */
function findPage(): string {
  const places = ["../lab/", "../../dist/lab/"].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  const folder = places.find((place) => existsSync(`${place}index.html`));
  if (folder !== undefined) return folder;
  throw new UnsupportedError("The lab before it was built", "Run npm run build first.");
}

/** How each system opens an address. Where it cannot, the address has been printed. */
function openInBrowser(url: string): void {
  const commands: Readonly<Record<string, readonly [string, ...string[]]>> = {
    darwin: ["open", url],
    win32: ["rundll32", "url.dll,FileProtocolHandler", url],
  };
  const [command, ...args] = commands[process.platform] ?? ["xdg-open", url];
  spawn(command, args, { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}

/** Until ctrl-C, or until the system asks the program to end. */
function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
