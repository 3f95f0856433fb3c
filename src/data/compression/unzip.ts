import { Inflate } from "fflate";
import { ByteReader } from "../byte-reader.ts";
import { DAMAGED, invalidFile } from "../invalid-file.ts";
import { crc32 } from "./crc32.ts";
import { checkUnpacked } from "./unpack-limit.ts";

/** A file in a zip file. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const LOCAL_SIGNATURE = 0x04034b50;
const DIRECTORY_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const LOCAL_SIZES_OFFSET = 26;
const ENCRYPTED_FLAG = 1;
const STORED = 0;
const DEFLATED = 8;
/** In place of a number that stands in an extra field, for files of 4 GiB and more. */
const IN_ZIP64 = 0xffffffff;
const CHUNK_BYTES = 2 ** 16;

/** What the directory says of a file. */
interface DirectoryEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * The files in a zip file (PKWARE, APPNOTE), stored or deflated, their checksums verified.
 *
 * @param source the file's name, for messages
 * @param limits how many bytes they may be together, and how the names of those end that are wanted
 * @throws InvalidInputError when the file is damaged, encrypted, or holds more
 */
export function unzip(
  bytes: Uint8Array,
  source: string,
  { limit, ending = "" }: { readonly limit: number; readonly ending?: string },
): ZipEntry[] {
  let size = 0;
  let packed = 0;
  const wanted = readDirectory(bytes, source).filter(({ name }) => name.endsWith(ending));
  return wanted.map((entry) => {
    size += entry.size;
    checkUnpacked(size, limit, source);
    packed += entry.packedBytes;
    // Files that lie over each other would be unpacked again and again.
    if (packed > bytes.length)
      throw invalidFile(source, "files beside each other", "overlapping ones", DAMAGED);
    return { name: entry.name, bytes: unpackEntry(bytes, entry, source) };
  });
}

function readDirectory(bytes: Uint8Array, source: string): DirectoryEntry[] {
  const end = new ByteReader(bytes, true, source);
  end.skip(findEnd(end) + 10);
  const count = end.uint16("the number of files");
  end.skip(4);
  const directory = new ByteReader(bytes, true, source);
  directory.skip(end.uint32("the place of the directory"));
  return Array.from({ length: count }, () => readDirectoryEntry(directory));
}

/** Where the end of the directory begins: a comment of any length may follow it. */
function findEnd(reader: ByteReader): number {
  const { bytes } = reader;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let place = bytes.length - END_BYTES; place >= first; place--) {
    if (view.getUint32(place, true) === END_SIGNATURE) return place;
  }
  return reader.fail("the directory of a zip file at its end", "none");
}

function readDirectoryEntry(reader: ByteReader): DirectoryEntry {
  const what = "the directory";
  if (reader.uint32(what) !== DIRECTORY_SIGNATURE) reader.fail("a file in the directory", "something else");
  reader.skip(4);
  const flags = reader.uint16(what);
  const method = reader.uint16(what);
  reader.skip(4);
  const checksum = reader.uint32(what);
  const packedBytes = reader.uint32(what);
  const size = reader.uint32(what);
  const nameBytes = reader.uint16(what);
  const extraBytes = reader.uint16(what);
  const commentBytes = reader.uint16(what);
  reader.skip(8);
  const offset = reader.uint32(what);
  const name = new TextDecoder().decode(reader.take(nameBytes, "a file's name"));
  reader.take(extraBytes + commentBytes, what);
  if ([packedBytes, size, offset].includes(IN_ZIP64)) reader.fail("files of less than 4 GiB", "a larger one");
  return { name, flags, method, checksum, packedBytes, size, offset };
}

function unpackEntry(bytes: Uint8Array, entry: DirectoryEntry, source: string): Uint8Array {
  const reader = new ByteReader(bytes, true, `${source}, "${entry.name}"`);
  if (entry.flags & ENCRYPTED_FLAG)
    reader.fail("a file that is not encrypted", "one that is", "Save it without a password.");
  reader.skip(entry.offset);
  if (reader.uint32("a file") !== LOCAL_SIGNATURE) reader.fail("the beginning of a file", "something else");
  reader.skip(LOCAL_SIZES_OFFSET - 4);
  const nameBytes = reader.uint16("the length of a name");
  reader.skip(reader.uint16("the length of an extra field") + nameBytes);
  const packed = reader.take(entry.packedBytes, "a packed file");
  const unpacked = entry.method === STORED ? packed : inflateEntry(packed, entry, reader);
  if (unpacked.length !== entry.size || crc32(unpacked) !== entry.checksum) {
    reader.fail("contents that match their checksum", "others");
  }
  return unpacked;
}

function inflateEntry(packed: Uint8Array, { method, size }: DirectoryEntry, reader: ByteReader): Uint8Array {
  if (method !== DEFLATED) reader.fail("a file that is stored or deflated", `method ${method}`);
  const unpacked = new Uint8Array(size);
  let length = 0;
  const stream = new Inflate((part) => {
    if (length + part.length > size) reader.fail(`${size} bytes, as the directory says`, "more");
    unpacked.set(part, length);
    length += part.length;
  });
  try {
    for (let start = 0; start < packed.length; start += CHUNK_BYTES) {
      const end = start + CHUNK_BYTES;
      stream.push(packed.subarray(start, end), end >= packed.length);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error) reader.fail("deflated data", `"${error.message}"`);
    throw error;
  }
  return unpacked.subarray(0, length);
}
