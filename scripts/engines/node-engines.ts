import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PROGRAM } from "./bundle-program.ts";
import { capture, findProgram, isExecutable } from "./commands.ts";
import { describePlatform, type Engine, type Missing, type Reply } from "./engine.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";

/** The folder whose package.json names the versions of Node from npm. */
const PACKAGES = fileURLToPath(new URL("packages", import.meta.url));

const NOT_INSTALLED: Missing = { missing: "not installed: npm run verify-bits -- --install" };
/** Where Debian has the libraries of the other processor. */
const ARM64_LIBRARIES = "/usr/aarch64-linux-gnu";

/** Prints what engine this is, and the answer. */
const PRINT = `
${PROGRAM}.answer().then((answer) => {
  const { versions, platform, arch } = process;
  console.log(JSON.stringify({ node: versions.node, v8: versions.v8, platform, arch, answer }));
});
`;

interface Printed {
  readonly node: string;
  readonly v8: string;
  readonly platform: string;
  readonly arch: string;
  readonly answer: string;
}

/** The Node that runs this. */
export const ownNode: Engine = {
  name: `Node ${majorOf(process.versions.node)}`,
  ask: (script) => askNode(script, [process.execPath]),
};

/** A Node of another version from npm. */
export function npmNode(major: number): Engine {
  const program = binaryOf(`node-${major}-${process.platform}-${process.arch}`);
  return {
    name: `Node ${major}`,
    ask: async (script) => (isExecutable(program) ? askNode(script, [program]) : NOT_INSTALLED),
  };
}

/** The Node for Linux on arm64 from npm, on an emulated processor. */
export const emulatedNode: Engine = {
  name: "Node 24 on arm64",
  ask: async (script) => {
    const emulator = findProgram("qemu-aarch64", "qemu-aarch64-static");
    if (emulator === undefined) return { missing: "no qemu-aarch64: Debian's qemu-user has it" };
    if (!isExecutable(join(ARM64_LIBRARIES, "lib/ld-linux-aarch64.so.1"))) {
      return {
        missing: "no C library for arm64: Debian's libc6-arm64-cross and libstdc++6-arm64-cross have it",
      };
    }
    const program = binaryOf("node-24-linux-arm64");
    if (!isExecutable(program)) return NOT_INSTALLED;
    const { platform, ...reply } = await askNode(script, [emulator, "-L", ARM64_LIBRARIES, program]);
    const version = /version ([\d.]+\d)/.exec(await capture(emulator, ["--version"]))?.[1] ?? "";
    return { ...reply, platform: `${platform}, emulated by QEMU ${version}` };
  },
};

/** Installs what package.json of the folder names. @throws when npm cannot */
export async function installPackages(): Promise<void> {
  // Forced, npm takes the package for the other processor too, and the optional ones for this one only.
  await capture("npm", ["ci", "--force", "--no-audit", "--no-fund", "--prefix", PACKAGES]);
}

function majorOf(version: string): string {
  return version.split(".")[0] as string;
}

function binaryOf(packageName: string): string {
  return join(PACKAGES, "node_modules", packageName, "bin/node");
}

async function askNode(script: string, [program, ...prefix]: [string, ...string[]]): Promise<Reply> {
  return withTemporaryFolder(async (folder) => {
    const path = join(folder, "program.cjs");
    await writeFile(path, script + PRINT);
    const { node, v8, platform, arch, answer } = JSON.parse(
      await capture(program, [...prefix, path]),
    ) as Printed;
    return { version: `${node} (V8 ${v8})`, platform: describePlatform(platform, arch), answer };
  });
}
