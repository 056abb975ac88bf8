// Who sits in front of this page: a random name that the server knows the holder of the wheel by.
// It lives as long as the tab, so that a reload keeps the wheel. Nobody else is told.

const kKey = 'pilothouse.viewer';

function randomId() {
  if (crypto.randomUUID) return crypto.randomUUID(); // only over https or on this machine
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function viewerId() {
  let id = sessionStorage.getItem(kKey);
  if (!id) {
    id = randomId();
    sessionStorage.setItem(kKey, id);
  }
  return id;
}
