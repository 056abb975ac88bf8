// Files into a session's home folder.
import { request } from '../lib/api.js';
import { bytes } from '../lib/format.js';
import { toast } from '../lib/toast.js';

const kLargest = 64 * 1024 * 1024; // the server's limit
const kSlow = 2 * 1024 * 1024; // from here on it may take a while

/** The path of a file below the session, each part encoded. */
export const filePath = (session, path) =>
  `${session.path}/files/${path.split('/').map(encodeURIComponent).join('/')}`;

async function upload(session, file) {
  if (file.size > kLargest) {
    toast(`${file.name} has ${bytes(file.size)}; a file may have ${bytes(kLargest)} at most.`);
    return null;
  }
  if (file.size > kSlow) toast(`Uploading ${file.name}, ${bytes(file.size)}…`, 'info');
  try {
    await request('PUT', filePath(session, file.name), { body: file });
    return file.name;
  } catch (error) {
    toast(`${file.name}: ${error.message}`);
    return null;
  }
}

/** Brings the files one after the other; returns the names of those that arrived. */
export async function uploadAll(session, files) {
  const arrived = [];
  for (const file of files) {
    const name = await upload(session, file);
    if (name) arrived.push(name);
  }
  if (arrived.length > 0) {
    toast(`${arrived.join(', ')} ${arrived.length === 1 ? 'is' : 'are'} in the desktop’s home folder now.`, 'info');
    session.emit('files');
  }
  return arrived;
}
