/**
 * A step from one form of the store's file to the next. Steps are only ever added: files of every earlier form are
 * about, and are brought up to date by the steps that they lack.
 */
export interface Migration {
  /** The oldest wellfit that reads a file after this step: what an older one tells its user to get. */
  readonly needs: string;
  readonly sql: string;
}

/**
 * The forms of a store's file in order: the n-th step leads to form n, which the file keeps as its `user_version`.
 *
 * A row of `runs` is what one model's settings came to on one data set: one training, a variant of a comparison with all
 * its seeds or folds, or a study, whose trials stand in `trials`. What a list shows has columns of its own; `document` is
 * JSON and comes last, so that a list does not read it. `counters` give no number out twice, also after runs were removed. A trial keeps of its
 * settings what it has otherwise than its study.
 */
export const migrations: readonly Migration[] = [
  {
    needs: "0.1.0",
    sql: `
      CREATE TABLE compatibility (needs TEXT NOT NULL) STRICT;

      CREATE TABLE counters (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;

      CREATE TABLE machines (
        number INTEGER PRIMARY KEY,
        version TEXT NOT NULL,
        platform TEXT NOT NULL,
        arch TEXT NOT NULL,
        node TEXT NOT NULL,
        UNIQUE (version, platform, arch, node)
      ) STRICT;

      CREATE TABLE runs (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('train', 'compare', 'tune')),
        time TEXT NOT NULL,
        machine INTEGER NOT NULL REFERENCES machines,
        data_name TEXT NOT NULL,
        data_hash TEXT NOT NULL,
        name TEXT NOT NULL,
        outcome TEXT NOT NULL,
        measure TEXT NOT NULL,
        development REAL,
        test REAL,
        document TEXT NOT NULL
      ) STRICT;

      CREATE TABLE repeats (
        run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        position INTEGER NOT NULL,
        document TEXT NOT NULL,
        UNIQUE (run, position)
      ) STRICT;

      CREATE TABLE trials (
        study INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        number INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'finished', 'diverged', 'pruned', 'failed')),
        owner TEXT CHECK ((owner IS NOT NULL) = (state = 'running')),
        claims INTEGER NOT NULL DEFAULT 0,
        objective REAL,
        standard_error REAL,
        cause TEXT,
        varied TEXT NOT NULL,
        PRIMARY KEY (study, number)
      ) STRICT, WITHOUT ROWID;

      CREATE INDEX trials_by_state ON trials (study, state, number);

      CREATE TABLE trial_runs (
        study INTEGER NOT NULL,
        trial INTEGER NOT NULL,
        repeat INTEGER NOT NULL,
        fold INTEGER NOT NULL,
        seed INTEGER NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('finished', 'stoppedEarly', 'diverged', 'failed')),
        value REAL,
        model_iteration INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        machine INTEGER NOT NULL REFERENCES machines,
        PRIMARY KEY (study, trial, repeat, fold),
        FOREIGN KEY (study, trial) REFERENCES trials ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
