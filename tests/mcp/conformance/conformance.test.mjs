// The protocol's own suite on the real server. What a scenario asks of tools with fixed names is for
// servers made for the suite; here run those that a product can be held to.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'pilothouse-conformance-'));
const node = join(import.meta.dirname ?? '.', 'node_modules/node/bin/node');
const suite = join(import.meta.dirname ?? '.', 'node_modules/@modelcontextprotocol/conformance/dist/index.js');

// What is not there, and why.
const notBuilt = {
  'sep-2575-server-rejects-undeclared-capability': 'asks for a tool of the suite',
  'sep-2575-missing-capability-http-400': 'asks for a tool of the suite',
  'sep-2575-http-server-no-independent-requests-on-stream': 'asks for a tool of the suite',
  'sep-2575-server-no-log-without-loglevel': 'logging is deprecated and not offered',
  'sep-2549-prompts-list-caching-hints': 'prompts are not offered',
};

const scenarios = {
  '2025-11-25': ['server-initialize', 'server-session-lifecycle', 'ping', 'tools-list', 'resources-list',
    'dns-rebinding-protection', 'server-sse-multiple-streams'],
  '2026-07-28': ['server-stateless', 'tools-list', 'resources-list', 'sep-2164-resource-not-found', 'caching',
    'http-header-validation', 'dns-rebinding-protection', 'server-sse-multiple-streams',
    'input-required-result-missing-input-response', 'input-required-result-unsupported-methods',
    'input-required-result-ignore-extra-params', 'input-required-result-validate-input'],
};

// On the fixtures: the same endpoint, with the tools that the suite asks for by name.
const fixtureScenarios = {
  '2025-11-25': ['tools-call-simple-text', 'tools-call-image', 'tools-call-audio', 'tools-call-embedded-resource',
    'tools-call-mixed-content', 'tools-call-error', 'tools-call-with-progress', 'tools-call-elicitation'],
  '2026-07-28': ['tools-call-simple-text', 'tools-call-image', 'tools-call-audio', 'tools-call-embedded-resource',
    'tools-call-mixed-content', 'tools-call-error', 'tools-call-with-progress',
    'input-required-result-basic-elicitation', 'input-required-result-result-type'],
};

let server;
let fixtures;
const urls = {};

before(async () => {
  fixtures = spawn(process.env.PILOTHOUSE_MCP_FIXTURES, [], { stdio: ['pipe', 'pipe', 'ignore'] });
  [urls.fixtures] = await once(createInterface({ input: fixtures.stdout }), 'line');
  const environment = { ...process.env };
  delete environment.ANTHROPIC_API_KEY;
  server = spawn(process.env.PILOTHOUSE_BINARY,
    ['serve', '--no-auth', '--port', '0', '--data-dir', join(folder, 'data'),
      '--database-url', `sqlite:///${folder}/db.sqlite3`],
    { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  urls.server = new URL('/mcp', line.split(': ')[1]).href;
});

after(async () => {
  server.kill('SIGTERM');
  fixtures.stdin.end();
  await Promise.all([once(server, 'exit'), once(fixtures, 'exit')]);
  rmSync(folder, { recursive: true, force: true });
});

function checksIn(output) {
  const file = readdirSync(output, { recursive: true }).find((name) => name.endsWith('checks.json'));
  return JSON.parse(readFileSync(join(output, file), 'utf8'));
}

function hold(where, version, name) {
  test(`${where}, ${version}: ${name}`, async () => {
    const output = join(folder, where, version, name);
    const run = spawn(node,
      [suite, 'server', '--url', urls[where], '--scenario', name, '--spec-version', version, '-o', output],
      { stdio: 'ignore' });
    await once(run, 'exit');
    const checks = checksIn(output);
    assert.ok(checks.length > 0);
    const failed = checks.filter(({ id, status }) => status === 'FAILURE' && !(id in notBuilt));
    assert.deepEqual(failed.map(({ id, errorMessage }) => `${id}: ${errorMessage}`), []);
  });
}

for (const [where, all] of Object.entries({ server: scenarios, fixtures: fixtureScenarios }))
  for (const [version, names] of Object.entries(all)) names.forEach((name) => hold(where, version, name));
