/**
 * Gives a worker one order, waits for its answer, and ends it.
 *
 * @param died what is said where it could not be started
 * @throws Error with the trouble that it tells
 */
export async function askWorker<Answer extends object>(
  worker: Worker,
  order: object,
  died: string,
): Promise<Exclude<Answer, Trouble>> {
  try {
    const answer = await new Promise<Answer | Trouble>((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<Answer | Trouble>) => resolve(data));
      worker.addEventListener("error", () => reject(new Error(died)));
      worker.postMessage(order, []);
    });
    if ("trouble" in answer) throw new Error(answer.trouble);
    return answer as Exclude<Answer, Trouble>;
  } finally {
    worker.terminate();
  }
}

/** Why there is no answer. */
export interface Trouble {
  readonly trouble: string;
}
