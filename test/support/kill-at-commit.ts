/**
 * Loaded before the program (`node --import`): ends the process with SIGKILL at a commit of SQLite, as if somebody had
 * pulled it out at that moment. KILL_AT is the number of the commit, negative for right before it, positive for right after.
 */

import process from "node:process";
import { DatabaseSync } from "node:sqlite";

const killAt = Number(process.env.KILL_AT);
let commits = 0;

const prototype: { exec: (sql: string) => void } = DatabaseSync.prototype;
prototype.exec = new Proxy(prototype.exec, {
  apply: (exec, database, [sql]: [string]) => {
    if (sql === "COMMIT") commits++;
    const end = (moment: number): void => {
      if (sql === "COMMIT" && commits === moment) process.kill(process.pid, "SIGKILL");
    };
    end(-killAt);
    exec.call(database, sql);
    end(killAt);
  },
});
