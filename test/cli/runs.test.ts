import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeEach, describe, expect, it } from "vitest";
import { makeSchemas } from "../../scripts/make-schemas.ts";
import type { RunDifference } from "../../src/store/diff-runs.ts";
import type { RunSummary, StoredRun } from "../../src/store/stored-run.ts";
import { useCliFolder } from "../support/cli.ts";

const { run, write, read, list } = useCliFolder();
const schemas = makeSchemas();

/** Runs a command that ends well, and gives what it prints. */
async function done(command: string): Promise<string> {
  const { code, stdout, stderr } = await run(...command.split(" "));
  expect([code, stderr], command).toEqual([0, ""]);
  return stdout;
}

/** The document that a command prints, which is as its schema says. */
async function documentOf<Document>(command: string, schema: string): Promise<Document> {
  const document = JSON.parse(await done(command)) as Document;
  const isValid = new Ajv2020({ strict: true, allErrors: true }).compile(
    JSON.parse(schemas.get(schema) as string) as object,
  );
  isValid(document);
  expect(isValid.errors, command).toBeNull();
  return document;
}

const TRAIN = "train moons --iterations 30 --lambda 0.5 --store runs.db";

describe("--store", () => {
  it("keeps what train did: settings, metrics, costs and fingerprint of its document, the machine and the time", async () => {
    const before = new Date().toISOString();
    const trained = JSON.parse(await done(`${TRAIN} --json`)) as Record<string, unknown>;
    const [summary] = await documentOf<RunSummary[]>("runs list runs.db --json", "run-list.schema.json");
    const id = summary?.id as string;
    const stored = await documentOf<StoredRun>(`runs show runs.db ${id} --json`, "run.schema.json");
    const { dataset, settings, metrics, fingerprint, costs } = trained;
    expect(stored).toMatchObject({ kind: "train", name: "l2", dataset, settings, metrics, version: "0.1.0" });
    expect(stored.runs).toMatchObject([{ fingerprint, costs }]);
    expect(stored.machine).toEqual({
      platform: process.platform,
      arch: process.arch,
      node: process.versions.node,
    });
    expect(stored.time >= before && stored.time <= new Date().toISOString()).toBe(true);
    expect(await list()).toEqual(["runs.db"]);
  });

  it("keeps a run for each variant of compare, and says where", async () => {
    const stdout = await done("compare xor --iterations 20 --seeds 2 --out out --store runs.db");
    const [, ids = ""] = /stored in runs\.db: (.*)\n$/.exec(stdout) ?? [];
    expect(ids.split(", ")).toHaveLength(3);
    const summaries = await documentOf<RunSummary[]>("runs list runs.db --json", "run-list.schema.json");
    expect(summaries.map(({ id, name, runs }) => [id, name, runs])).toEqual(
      ids
        .split(", ")
        .map((id, index) => [id, ["none", "l2", "dropout"][index], 2])
        .toReversed(),
    );
  });

  it("that cannot be is refused before anything is trained", async () => {
    await write("notes.txt", "Dear diary");
    const { code, stdout, stderr } = await run("train", "moons", "--store", "notes.txt");
    expect([code, stderr]).toEqual([
      1,
      "wellfit: notes.txt: expected a run store of wellfit, got a file of another kind. It was left as it is.\n",
    ]);
    expect(stdout).not.toContain("cost");
    expect(await read("notes.txt")).toBe("Dear diary");
  });

  it("must not name the file of another output, or of the data", async () => {
    await write("data.csv", "a,b\n1,0\n2,1\n");
    for (const [command, refusal] of [
      [
        "train moons -o same --store ./same",
        'wellfit: --store: expected another file than that of --output, got "./same".\n',
      ],
      [
        "train data.csv --store data.csv",
        'wellfit: --store: expected another file than data.csv, which is read, got "data.csv".\n',
      ],
    ] as const) {
      expect(await run(...command.split(" "))).toEqual({ code: 2, stdout: "", stderr: refusal });
    }
  });
});

describe("wellfit runs", () => {
  let ids: readonly string[];
  beforeEach(async () => {
    for (const flags of ["", " --seed 8", "", " --learning-rate 1e155"]) await done(TRAIN + flags);
    await done("compare xor --iterations 20 --folds 2 --variant alone --quiet --store runs.db");
    const lines = (await done("runs list runs.db")).trim().split("\n");
    ids = lines.slice(1).map((line) => line.split("\t")[0] as string);
  });

  it("list shows the newest first, and what its flags ask for", async () => {
    const lines = (await done("runs list runs.db")).trim().split("\n");
    expect(
      lines.map((line) =>
        line
          .split("\t")
          .filter((_, column) => column > 1)
          .join(" "),
      ),
    ).toEqual([
      "data model runs result",
      expect.stringMatching(/^xor alone 2 held-out accuracy \d+\.\d %$/),
      "moons l2 1 diverged",
      ...Array.from(
        { length: 3 },
        () => expect.stringMatching(/^moons l2 1 test accuracy \d+\.\d %$/) as string,
      ),
    ]);
    expect((await done("runs list runs.db --data moons --limit 2")).split("\n")).toHaveLength(5);
    expect(await done("runs list runs.db --data moons --limit 2")).toContain(
      "\n2 are shown; there are more (--limit).\n",
    );
    expect(await done("runs list runs.db --kind tune")).toBe("No run is stored that fits.\n");
  });

  it("show tells settings, results and fingerprints", async () => {
    const text = await done(`runs show runs.db ${ids[4]}`);
    expect(text).toMatch(/^[0-9a-f]{6}-1: l2, by wellfit train on \d{4}-\d\d-\d\d \d\d:\d\d \(UTC\)\n/);
    expect(text).toContain("settings beside the defaults: learning-rate 0.3, iterations 30, lambda 0.5\n");
    expect(text).toContain(
      "\nrun\titerations\ttraining accuracy\tdevelopment accuracy\ttest accuracy\tdata cost\tfingerprint\n",
    );
    expect(text).toMatch(/\nseed 3\t30\t.*\t[0-9a-f]{16}\n\nmetric\ttraining\tdevelopment\ttest\n/);
    expect(await done(`runs show runs.db ${ids[0]}`)).toMatch(
      /\nseed 3, fold 1\t20\t.*\nseed 3, fold 2\t20\t/,
    );
    expect(await done(`runs show runs.db ${ids[1]}`)).toMatch(/\nseed 3\tdiverged\t/);
  });

  it("diff puts two runs side by side, and says what their bits say", async () => {
    const [, , again, other, first] = ids;
    expect(await done(`runs diff runs.db ${first} ${again}`)).toContain(
      "\nThe same settings and data gave the same bits in the run that they have in common.\n",
    );
    expect(await done(`runs diff runs.db ${first} ${other}`)).toContain(
      "\nThey have no seed and fold in common.\n",
    );
    const difference = await documentOf<RunDifference>(
      `runs diff runs.db ${first} ${ids[0]} --json`,
      "run-difference.schema.json",
    );
    expect(difference.bits.kind).toBe("otherWork");
    expect(difference.work.map(({ name }) => name)).toEqual(expect.arrayContaining(["data", "lambda"]));
  });

  it("export writes everything as JSON, and a line for each seed or fold as CSV", async () => {
    const all = await documentOf<{ runs: StoredRun[] }>("runs export runs.db", "run-export.schema.json");
    expect(all.runs.map(({ id }) => id)).toEqual(ids);
    expect(await done("runs export runs.db --format csv --data xor -o out.csv")).toBe("csv: out.csv\n");
    const [header = "", ...lines] = (await read("out.csv")).trim().split("\n");
    expect(header).toMatch(
      /^id,kind,time,version,platform,arch,node,data,data_hash,name,seed,repeat,fold,outcome,/,
    );
    expect(lines.map((line) => line.split(",").slice(8, 14).join(","))).toEqual([
      expect.stringMatching(/^[0-9a-f]{16},alone,3,1,1,finished$/),
      expect.stringMatching(/^[0-9a-f]{16},alone,3,1,2,finished$/),
    ]);
    expect(lines[0]).toContain(',"20,3",');
  });

  it("prune lists what it would remove, and removes it with --yes", async () => {
    const would = await done("runs prune runs.db --outcome diverged");
    expect(would).toContain(`${ids[1]}\t`);
    expect(would).toMatch(/\n1 run would be removed, 4 kept; --yes removes what is listed\.\n$/);
    const document = await documentOf("runs prune runs.db --keep-newest 1 --json", "run-prune.schema.json");
    expect(document).toEqual({ removed: false, runs: ids.slice(1), kept: 1 });
    expect(await done("runs list runs.db")).toContain(ids[1]);
    expect(await done("runs prune runs.db --outcome diverged --yes")).toContain("\n1 run removed, 4 kept.\n");
    expect(await done("runs list runs.db")).not.toContain(ids[1]);
    expect(await done("runs prune runs.db --keep-best 9 --yes")).toBe("0 runs removed, 4 kept.\n");
  });

  it.each<[string, number, string]>([
    [
      "runs show runs.db nothing",
      2,
      'expected the id of a run in it, or a beginning that no other has, got "nothing".',
    ],
    ["runs lst runs.db", 2, "unknown command 'lst'. Did you mean list? --help tells more."],
    ["runs list", 2, "missing required argument 'store'. --help tells more."],
    ["runs list nowhere.db", 1, "nowhere.db: expected a run store of wellfit, got no such file or folder."],
    ["runs list runs.db --kind trian", 2, '--kind: expected one of train, compare, tune, got "trian".'],
    ["runs list runs.db --limit 0", 2, "--limit: expected a whole number of at least 1, got 0."],
    [
      "runs export runs.db -o runs.db",
      2,
      '--output: expected another file than runs.db, which is read, got "runs.db".',
    ],
    [
      "runs prune runs.db --yes",
      2,
      "wellfit runs prune: expected --keep-newest, --keep-best or --outcome, got none of them.",
    ],
  ])("%s is refused", async (command, code, refusal) => {
    const result = await run(...command.split(" "));
    expect([result.code, result.stdout]).toEqual([code, ""]);
    expect(result.stderr).toContain(refusal);
  });
});
