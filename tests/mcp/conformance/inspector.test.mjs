// The protocol's own inspector, as people run it in a terminal, on the real server: over stdio and
// HTTP, in both eras.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

const folder = mkdtempSync(join(tmpdir(), 'pilothouse-inspector-'));
const modules = join(import.meta.dirname ?? '.', 'node_modules');
const node = join(modules, 'node/bin/node');
const inspector = join(modules, '@modelcontextprotocol/inspector/clients/launcher/build/index.js');
const token = '0123456789abcdef0123';
const env = { ...process.env, HOME: folder, PILOTHOUSE_TOKEN: token };
delete env.ANTHROPIC_API_KEY;

let server;
let url;

before(async () => {
  server = spawn(process.env.PILOTHOUSE_BINARY,
    ['serve', '--port', '0', '--data-dir', join(folder, 'data'),
      '--database-url', `sqlite:///${folder}/db.sqlite3`],
    { cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  url = new URL('/mcp', line.split(': ')[1]).href;
});

after(async () => {
  server.kill('SIGTERM');
  await once(server, 'exit');
  rmSync(folder, { recursive: true, force: true });
});

const doors = {
  stdio: () => [process.env.PILOTHOUSE_BINARY, 'mcp', '--data-dir', join(folder, 'stdio')],
  http: (shown = token) => [url, '--transport', 'http', '--header', `Authorization: Bearer ${shown}`],
};

const options = { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 };

async function run(door, era, ...args) {
  const { stdout } = await promisify(execFile)(node,
    [inspector, '--cli', ...door, '--protocol-era', era, '--format', 'json', '--quiet', ...args], options);
  const told = JSON.parse(stdout);
  return told.result ?? told;
}

const call = (door, era, tool, args) =>
  run(door, era, '--method', 'tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(args));
const words = ({ content }) => content.filter(({ type }) => type === 'text').map(({ text }) => text).join('\n');

for (const name of Object.keys(doors)) {
  for (const era of ['legacy', 'modern']) {
    const where = `${name}, ${era}`;

    test(`${where}: finds nothing wrong with the tools`, async () => {
      const { tools } = await run(doors[name](), era, '--method', 'tools/list', '--strict');
      assert.equal(tools.length, 24);
      for (const tool of tools) assert.ok(tool.annotations && tool.description.length <= 220, tool.name);
    });

    test(`${where}: does a task, and reads what came of it`, async () => {
      const done = await call(doors[name](), era, 'run_task', { task: 'say hello' });
      assert.equal(done.structuredContent.status, 'completed');
      const uri = `pilothouse://sessions/${done.structuredContent.session_id}`;
      const { contents } = await run(doors[name](), era, '--method', 'resources/read', '--uri', uri);
      assert.equal(JSON.parse(contents[0].text).status, 'completed');
    });

    test(`${where}: opens a desktop and saves its picture`, async () => {
      const file = join(folder, 'result.json');
      await run(doors[name](), era, '--method', 'tools/call', '--tool-name', 'open_desktop',
        '--tool-args-json', JSON.stringify({ width: 1000, height: 700, picture_width: 500 }),
        '--output', file).catch((error) => { if (!(error instanceof SyntaxError)) throw error; });
      const told = JSON.parse(readFileSync(file, 'utf8'));
      const result = told.result ?? told;
      assert.match(words(result), /Picture 500x350 = the whole screen of 1000x700/);
      const png = Buffer.from(result.content.find(({ type }) => type === 'image').data, 'base64');
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [500, 350]);
    });

    test(`${where}: is told what was wrong with a call`, async () => {
      const failed = await call(doors[name](), era, 'click', { session_id: 'nobody', x: 1, y: 1 })
        .catch(({ stdout }) => { const told = JSON.parse(stdout); return told.result ?? told; });
      assert.ok(failed.isError);
    });
  }
}

test('without the right token it gets nothing', async () => {
  await assert.rejects(run(doors.http('wrong'), 'legacy', '--method', 'tools/list', '--stored-auth-only'));
});
