import { type Compressors, snappyUncompress } from "hyparquet";
import { UnsupportedError } from "../../base/errors.ts";
import { gunzip } from "../compression/gunzip.ts";
import { unpackLz4Block } from "../compression/lz4.ts";
import { unpackZstd } from "../compression/zstd.ts";

/** What unpacks a page. @param size how many bytes it has then @param source the file's name, for messages */
type Unpack = (packed: Uint8Array, size: number, source: string) => Uint8Array;

/** The compressions that are read, by their names in Parquet. */
const CODECS: Readonly<Record<string, Unpack>> = {
  UNCOMPRESSED: (page) => page,
  SNAPPY: (packed, size) => {
    const page = new Uint8Array(size);
    snappyUncompress(packed, page);
    return page;
  },
  GZIP: (packed, size, source) => gunzip(packed, source, size),
  ZSTD: unpackZstd,
  LZ4_RAW: unpackLz4Block,
};

/**
 * A page as it was before it was packed.
 *
 * @param source the file's name, for messages
 * @throws UnsupportedError for a compression that is not read, with the way out
 */
export function unpackPage(
  packed: Uint8Array,
  { codec, size, source }: { readonly codec: string; readonly size: number; readonly source: string },
): Uint8Array {
  const unpack = Object.hasOwn(CODECS, codec) ? CODECS[codec] : undefined;
  if (unpack !== undefined) return unpack(packed, size, source);
  throw new UnsupportedError(
    `${source}: a Parquet file packed with ${codec}`,
    "Save it with another compression: Snappy, gzip, Zstandard or none.",
  );
}

/** The same in the form that hyparquet wants. */
export function compressorsFor(source: string): Compressors {
  const names = Object.keys(CODECS);
  return Object.fromEntries(
    names.map((codec) => [
      codec,
      (packed: Uint8Array, size: number) => unpackPage(packed, { codec, size, source }),
    ]),
  );
}
