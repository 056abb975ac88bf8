// Whether a data URL holds a picture that the API can read. Strict: each chunk of a PNG with its sum, each marker of a
// JPEG up to its end.
import { inflateSync } from 'node:zlib';
import { Refusal } from './shapes.mjs';

const refuse = (path, code, why) => new Refusal(`The image data you provided does not represent a valid image. ${why}`,
  { param: path, code });

const kTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let sum = index;
  for (let bit = 0; bit < 8; ++bit) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
  return sum;
});

function sumOf(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = kTable[(sum ^ byte) & 0xff] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

function pngSize(bytes) {
  let place = 8;
  let size = null;
  const packed = [];
  while (place + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(place);
    const name = bytes.toString('latin1', place + 4, place + 8);
    const end = place + 8 + length;
    if (end + 4 > bytes.length) return null;
    if (sumOf(bytes.subarray(place + 4, end)) !== bytes.readUInt32BE(end)) return null;
    if (name === 'IHDR') size = { width: bytes.readUInt32BE(place + 8), height: bytes.readUInt32BE(place + 12) };
    if (name === 'IDAT') packed.push(bytes.subarray(place + 8, end));
    place = end + 4;
    if (name === 'IEND') {
      try {
        const pixels = inflateSync(Buffer.concat(packed));
        return place === bytes.length && pixels.length >= (size?.height ?? Infinity) && size;
      } catch {
        return null;
      }
    }
  }
  return null;
}

function jpegSize(bytes) {
  if (bytes.at(-2) !== 0xff || bytes.at(-1) !== 0xd9) return null;
  for (let place = 2; place + 9 < bytes.length;) {
    if (bytes[place] !== 0xff) return null;
    const marker = bytes[place + 1];
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: bytes.readUInt16BE(place + 7), height: bytes.readUInt16BE(place + 5) };
    place += 2 + bytes.readUInt16BE(place + 2);
  }
  return null;
}

const kReaders = { 'image/png': ['89504e470d0a1a0a', pngSize], 'image/jpeg': ['ffd8ff', jpegSize] };

/** {width, height, bytes} of a picture in `url`; a Refusal otherwise. */
export function pictureIn(url, path) {
  const parts = /^data:([a-z/]+);base64,([A-Za-z0-9+/]+={0,2})$/.exec(url);
  if (!parts) throw refuse(path, 'invalid_image_url', 'Expected a base64-encoded data URL.');
  const [, type, data] = parts;
  if (!kReaders[type]) throw refuse(path, 'unsupported_image_media_type', `'${type}' is not supported.`);
  const bytes = Buffer.from(data, 'base64');
  if (bytes.toString('base64') !== data) throw refuse(path, 'invalid_base64_image', 'The base64 is broken.');
  const [magic, sizeOf] = kReaders[type];
  const size = bytes.toString('hex', 0, magic.length / 2) === magic && sizeOf(bytes);
  if (!size || !size.width || !size.height) throw refuse(path, 'image_parse_error', `It is no ${type}.`);
  return { ...size, bytes: bytes.length };
}
