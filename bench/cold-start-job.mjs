/** What bench/cold-start.ts runs in fresh processes: prints the milliseconds from before the import to after one step. */

const start = performance.now();
const { datasets, train } = await import("wellfit");
await train(datasets.football().training, { iterations: 1 });
process.stdout.write(String(performance.now() - start));
