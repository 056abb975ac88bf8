// Files dropped onto a part of the page.

/** `take(files)` gets what is dropped on `element`, which has the class "dropping" meanwhile. */
export function acceptDrops(element, take) {
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
    take([...event.dataTransfer.files]);
  });
}
