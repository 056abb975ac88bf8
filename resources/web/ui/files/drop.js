// Files dropped onto a part of the page.

import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { visible } from '../session/invisible.js';

// A folder comes as a file that cannot be read.
function filesOf(transfer) {
  const isFolder = (item) => item.webkitGetAsEntry?.()?.isDirectory ?? false;
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const files = items.map((item) => [item.getAsFile(), isFolder(item)]).filter(([file]) => file);
  for (const [file, folder] of files)
    if (folder) toast(t('files.is_folder', { name: visible(file.name) }));
  return files.filter(([, folder]) => !folder).map(([file]) => file);
}

/** `take(files)` gets what is dropped on `element`, which has the class "dropping" and says `words` meanwhile. */
export function acceptDrops(element, take, words = t('files.drop_to_upload')) {
  element.dataset.drop = words;
  let depth = 0;
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
  const mark = (by) => {
    depth = Math.max(0, depth + by);
    element.classList.toggle('dropping', depth > 0);
  };
  element.addEventListener('dragenter', (event) => hasFiles(event) && mark(1));
  element.addEventListener('dragleave', (event) => hasFiles(event) && mark(-1));
  element.addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault());
  element.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(-depth);
    const files = filesOf(event.dataTransfer);
    if (files.length > 0) take(files);
  });
}
