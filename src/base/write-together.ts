import { constants } from "node:fs";
import { chmod, chown, copyFile, link, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { WRITABLE_PLACE, withReason } from "./file-refusals.ts";
import { findFilePlace, isSpecial, nameBeside, type Place } from "./places.ts";

/** What a file is to hold; parts are written as they come. */
export type Contents = string | Uint8Array | AsyncIterable<Uint8Array>;

/** Contents by the path that they are written to. */
export type Files = ReadonlyMap<string, Contents>;

/** A file on its way to its name. */
interface Draft {
  /** What the caller calls it. */
  readonly path: string;
  readonly place: Place;
  /** Where it is written first. */
  readonly name: string;
  /** Where the file that it replaces is kept until all have their names. */
  readonly original: string;
  /** Whether its place is no longer as it was. */
  isPlaced: boolean;
}

/**
 * Writes files into folders that exist, all or none: drafts of all first, then what is no file on a disk, then each
 * draft takes its name, while the file that it replaces is kept aside to come back if a later one fails.
 *
 * @throws InvalidInputError naming the file that cannot be written
 */
export async function writeTogether(files: Files): Promise<void> {
  const drafts: Draft[] = [];
  const specials: [string, Contents][] = [];
  try {
    for (const [path, contents] of files) {
      await withReason(path, WRITABLE_PLACE, async () => {
        const place = await findFilePlace(path);
        if (isSpecial(place.found)) {
          specials.push([path, contents]);
          return;
        }
        const [name, original] = [nameBeside(place.goal), nameBeside(place.goal)];
        drafts.push({ path, place, name, original, isPlaced: false });
        await writeDraft(name, place, contents);
      });
    }
    for (const [path, contents] of specials)
      await withReason(path, WRITABLE_PLACE, () => writeFile(path, contents));
    for (const draft of drafts) {
      const isLast = draft === drafts.at(-1);
      await withReason(draft.path, WRITABLE_PLACE, () => placeDraft(draft, isLast));
    }
  } catch (error) {
    // What cannot be put back is still beside its place: the first error is the one to tell.
    await Promise.allSettled(drafts.map(takeBack));
    throw error;
  }
  // All files have their names: one that is left beside them is no reason to say that they could not be written.
  await Promise.allSettled(drafts.map(({ original }) => rm(original, { force: true })));
}

/** Fails where a file that is there could not be changed: nobody wants a protected one to be replaced. */
export async function checkChangeable({ goal, found }: Place): Promise<void> {
  if (found?.isFile()) await (await open(goal, constants.O_WRONLY)).close();
}

/** Writes a draft with the owner and the rights of the file that it will replace, as far as the system lets us. */
async function writeDraft(name: string, place: Place, contents: Contents): Promise<void> {
  const { found } = place;
  await checkChangeable(place);
  await writeFile(name, contents, { flush: true, mode: found === undefined ? 0o666 : found.mode & 0o777 });
  if (found === undefined) return;
  // Where it does not, the file becomes the writer's, and no more open than it was.
  await chown(name, found.uid, found.gid).catch(() => undefined);
  await chmod(name, found.mode & 0o7777).catch(() => undefined);
}

/**
 * Gives a draft its name. The file that it replaces is kept as long as a later draft may fail. Where the system holds
 * what bears the name, as a container's mount of one file, the contents are written into that.
 */
async function placeDraft(draft: Draft, isLast: boolean): Promise<void> {
  const { name, original, place } = draft;
  const { goal, found } = place;
  if (found !== undefined && !isLast) {
    await link(goal, original).catch(() => copyFile(goal, original));
  }
  try {
    await rename(name, goal);
    draft.isPlaced = true;
  } catch (error) {
    if (found === undefined || (error as NodeJS.ErrnoException).code !== "EBUSY") throw error;
    // A link to the original would change with it.
    await rm(original, { force: true });
    await copyFile(goal, original);
    draft.isPlaced = true;
    await overwrite(goal, name);
    await rm(name);
  }
}

/** Undoes a draft: what it replaced comes back, what is new goes. */
async function takeBack({ name, original, place: { goal, found }, isPlaced }: Draft): Promise<void> {
  await rm(name, { force: true });
  if (isPlaced && found !== undefined) await rename(original, goal).catch(() => overwrite(goal, original));
  if (isPlaced && found === undefined) await rm(goal, { force: true });
  await rm(original, { force: true });
}

/** Writes the contents of one file into another. */
async function overwrite(goal: string, source: string): Promise<void> {
  await writeFile(goal, await readFile(source), { flush: true });
}
