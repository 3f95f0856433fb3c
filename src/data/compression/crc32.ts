/** The polynomial of gzip and zip, its bits turned round. */
const POLYNOMIAL = 0xedb88320;

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? POLYNOMIAL : 0);
  return remainder;
});

/**
 * The checksum CRC-32 of gzip and zip.
 *
 * @param before the checksum of the bytes before these, to go on with
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  let remainder = ~before;
  for (let place = 0; place < bytes.length; place++) {
    remainder = (TABLE[(remainder ^ (bytes[place] as number)) & 0xff] as number) ^ (remainder >>> 8);
  }
  return ~remainder >>> 0;
}
