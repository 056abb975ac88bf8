// Recorded requests held against the type definitions of OpenAI's own client, by its compiler.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));

/** Without what the guide asks for but the types of 6.49.0 lack, and without the bytes of pictures. */
function typed(request) {
  return JSON.stringify(request, (name, value) => {
    if (name === 'output' && value?.type === 'computer_screenshot') {
      const { detail, ...rest } = value;
      if (detail !== 'original') throw new Error(`detail is ${detail}`);
      return rest;
    }
    return name === 'image_url' ? `${value.slice(0, 40)}` : value;
  }, 1);
}

/** What the compiler says of them; empty: nothing. */
export async function complaintsAbout(requests) {
  const folder = await mkdtemp(join(here, 'types-'));
  try {
    const source = ["import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses';",
      ...requests.map((request, index) =>
        `export const r${index}: ResponseCreateParamsStreaming = ${typed(request)};`)];
    await writeFile(join(folder, 'recorded.ts'), source.join('\n'));
    await promisify(execFile)(join(here, 'node_modules/.bin/tsc'), ['--noEmit', '--strict', '--skipLibCheck',
      '--module', 'nodenext', '--moduleResolution', 'nodenext', '--types', '', join(folder, 'recorded.ts')]);
    return '';
  } catch (error) {
    return error.stdout || String(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
