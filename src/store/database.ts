import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { toStoreRefusal } from "./refusals.ts";

/** A value of a column. */
export type ColumnValue = string | number | null;

/** How long a statement waits for another process that writes, in milliseconds. */
const BUSY_MS = 5000;

/**
 * An open SQLite file: the one place that knows `node:sqlite`. Every refusal of SQLite becomes an error that names the
 * file. Statements are prepared once.
 */
export class Database {
  readonly path: string;
  readonly #connection: DatabaseSync;
  #isOpen = true;
  readonly #statements = new Map<string, StatementSync>();

  private constructor(path: string, connection: DatabaseSync) {
    this.path = path;
    this.#connection = connection;
  }

  /**
   * Opens a file, which is made where there is none.
   *
   * @param isFrozen reads the file as it stands and never writes: also in a folder that cannot be written
   */
  static async open(path: string, isFrozen = false): Promise<Database> {
    // Loaded here, since Node 22 warns as soon as it is.
    const { DatabaseSync } = await import("node:sqlite");
    const { pathToFileURL } = await import("node:url");
    const options = { timeout: BUSY_MS, enableForeignKeyConstraints: true, readOnly: isFrozen };
    const url = pathToFileURL(path);
    if (isFrozen) url.searchParams.set("immutable", "1");
    try {
      return new Database(path, new DatabaseSync(url, options));
    } catch (error) {
      throw toStoreRefusal(path, error);
    }
  }

  /** Statements without values, separated by semicolons. */
  execute(sql: string): void {
    this.#attempt(() => this.#connection.exec(sql));
  }

  /** Does what a statement says. @returns how many rows it changed */
  change(sql: string, ...values: readonly ColumnValue[]): number {
    return Number(this.#attempt(() => this.#prepare(sql).run(...(values as SQLInputValue[]))).changes);
  }

  /** All rows that a statement finds, by the names of its columns. */
  rows(sql: string, ...values: readonly ColumnValue[]): readonly object[] {
    return this.#attempt(() => this.#prepare(sql).all(...(values as SQLInputValue[])));
  }

  /** The first row that a statement finds. */
  row(sql: string, ...values: readonly ColumnValue[]): object | undefined {
    return this.rows(sql, ...values).at(0);
  }

  /** Does all of some work or nothing, and lets no other process write meanwhile. */
  transaction<Result>(work: () => Result): Result {
    this.execute("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.execute("COMMIT");
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /** Closes the file; once more does no harm. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#statements.clear();
    this.#attempt(() => this.#connection.close());
  }

  #rollBack(): void {
    try {
      this.#connection.exec("ROLLBACK");
    } catch {
      // SQLite has done so itself, as after a full disk; what happened before is what counts.
    }
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #attempt<Result>(operation: () => Result): Result {
    try {
      return operation();
    } catch (error) {
      throw toStoreRefusal(this.path, error);
    }
  }
}
