/**
 * Loaded before the program (`node --import`): ends the process with SIGKILL at a commit of SQLite, as if somebody had
 * pulled it out at that moment. KILL_AT is the number of the commit, negative for right before it, positive for right after.
 */

import process from "node:process";
import { DatabaseSync } from "node:sqlite";

const killAt = Number(process.env.KILL_AT);
const { exec } = DatabaseSync.prototype;
let commits = 0;

DatabaseSync.prototype.exec = function execOrDie(sql: string): void {
  if (sql !== "COMMIT") return exec.call(this, sql);
  commits++;
  if (commits === -killAt) process.kill(process.pid, "SIGKILL");
  exec.call(this, sql);
  if (commits === killAt) process.kill(process.pid, "SIGKILL");
};
