// Pictures as POST /sessions/{id}/messages takes them.

const kRoomy = 2_500_000; // bytes; eight of these fit into one message
const kLongestSide = 2576; // more than any model sees

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, kLongestSide / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}

// What this browser cannot read the server may, or says so.
const fitting = (file) => (file.size <= kRoomy ? file : smaller(file).catch(() => file));

async function base64Of(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

/** The pictures among the items of Attachments; undefined where there are none. */
export async function asImages(items) {
  if (items.length === 0) return undefined;
  const images = [];
  for (const { file } of items) images.push({ media_type: file.type, data: await base64Of(await fitting(file)) });
  return images;
}
