import { describeValue, InvalidInputError } from "../base/errors.ts";

/**
 * Checks what a run is given beside its settings: callers without types pass a controller for its signal.
 *
 * @param where the name of the function, for messages
 * @throws InvalidInputError for a signal that could never stop the run, a listener that is no function, or what is no pool
 */
export function checkContext(
  {
    onEvent,
    signal,
    pool,
  }: { readonly onEvent?: unknown; readonly signal?: unknown; readonly pool?: unknown },
  where: string,
): void {
  if (pool !== undefined && !isPool(pool)) {
    throw refused(`${where}: pool`, "a pool made by createTrainingPool", pool);
  }
  if (onEvent !== undefined && typeof onEvent !== "function") {
    throw refused(`${where}: onEvent`, "a function", onEvent);
  }
  if (signal === undefined || isSignal(signal)) return;
  const hint = signal instanceof AbortController ? "Pass its signal." : undefined;
  throw refused(`${where}: signal`, "an AbortSignal", signal, hint);
}

function isPool(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("run" in value) || !("size" in value)) return false;
  return Number.isInteger(value.size) && (value.size as number) >= 1;
}

/** A signal may come from another realm, so it is known by what it has. */
function isSignal(value: unknown): boolean {
  return typeof value === "object" && value !== null && "aborted" in value;
}

function refused(where: string, expected: string, value: unknown, hint?: string): InvalidInputError {
  const received = value instanceof AbortController ? "an AbortController" : describeValue(value);
  return new InvalidInputError({ source: "option", where, expected, received, hint });
}
