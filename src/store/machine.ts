import * as v from "valibot";
import { describeValue, InvalidInputError } from "../base/errors.ts";
import { VERSION } from "../base/version.ts";
import type { Database } from "./database.ts";

/** What a run was made on. The library does not look: `node:os` and `process.version` tell. */
export const machineDocument = v.strictObject({
  platform: v.pipe(v.string(), v.description("the operating system, as Node calls it: linux, darwin, win32")),
  arch: v.pipe(v.string(), v.description("the processor, as Node calls it: x64, arm64")),
  node: v.pipe(v.string(), v.description("the version of Node")),
});

/** What a run was made on. */
export type Machine = v.InferOutput<typeof machineDocument>;

/** When and where something was done: the library reads no clock and asks no machine. */
export interface Circumstances {
  /** In UTC, as `new Date().toISOString()` writes it. */
  readonly time: string;
  readonly machine: Machine;
}

/** A time as `toISOString` writes it. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** @throws InvalidInputError for a time in another form, or a machine that is none */
export function checkCircumstances({ time, machine }: Circumstances): void {
  if (typeof time !== "string" || !ISO_TIME.test(time)) {
    throw refused("time", "a time as toISOString() writes it", time);
  }
  if (!v.is(machineDocument, machine)) throw refused("machine", "platform, arch and node as texts", machine);
}

function refused(where: string, expected: string, value: unknown): InvalidInputError {
  return new InvalidInputError({ source: "option", where, expected, received: describeValue(value) });
}

/** The number of a machine, with this version of wellfit on it, in the store. */
export function noteMachine(database: Database, { platform, arch, node }: Machine): number {
  const values = [VERSION, platform, arch, node];
  database.change(
    "INSERT INTO machines (version, platform, arch, node) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    ...values,
  );
  const sql = "SELECT number FROM machines WHERE version = ? AND platform = ? AND arch = ? AND node = ?";
  return (database.row(sql, ...values) as { number: number }).number;
}

/** A version of wellfit on a machine. */
export interface Maker {
  readonly version: string;
  readonly machine: Machine;
}

/** All that something in the store was made by, by number. */
export function readMakers(database: Database): ReadonlyMap<number, Maker> {
  const rows = database.rows(
    "SELECT number, version, platform, arch, node FROM machines",
  ) as readonly (Machine & { readonly number: number; readonly version: string })[];
  return new Map(
    rows.map(({ number, version, platform, arch, node }) => [
      number,
      { version, machine: { platform, arch, node } },
    ]),
  );
}

/** What made something, in a message: "wellfit 0.1.0 on linux x64, Node 24.21.0". */
export function describeMaker({ version, machine }: Maker): string {
  return `wellfit ${version} on ${machine.platform} ${machine.arch}, Node ${machine.node}`;
}
