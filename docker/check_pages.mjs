// What programs and people get from the container at URL: a task over HTTP with the demo model,
// what its programs cannot reach, the pages in Chromium, and a page that Firefox has painted.
//   node check_pages.mjs URL TOKEN FOLDER [no-browser]
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const [base, token, folder, variant] = process.argv.slice(2);
const kGreen = [0, 200, 83];
const kFlags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];

async function ask(method, path, body) {
  const reply = await fetch(new URL(path, base), {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  assert.ok(reply.ok, `${method} ${path}: ${reply.status}`);
  return reply.json();
}

async function until(what, condition) {
  const end = Date.now() + 90_000;
  while (Date.now() < end) {
    if (await condition()) return console.log(`  ok ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  assert.fail(what);
}

/** Runs a task to its end and returns what its tools printed, one entry for each call. */
async function run(id, ...lines) {
  const told = async () => (await ask('GET', `sessions/${id}/messages`))
    .map(({ content }) => JSON.parse(content)).filter(({ type }) => type === 'tool_result');
  const before = (await told()).length;
  await ask('POST', `sessions/${id}/messages`, { message: lines.join('\n') });
  await until(`task of ${lines.length} lines`, async () => (await ask('GET', `sessions/${id}`)).status === 'completed');
  return (await told()).slice(before).map(({ output }) => output);
}

// What no program of a desktop may do; each would print REACHED.
const kAttempts = {
  'find keys in any environment': 'cat /proc/[0-9]*/environ 2>/dev/null | grep -q -a -e SECRET -e token-of && echo REACHED',
  'read the memory of process 1': 'head -c 1 /proc/1/mem && echo REACHED',
  'read the memory of the server': 'for p in $(grep -l pilothouse /proc/[0-9]*/comm); do head -c 1 ${p%comm}mem && echo REACHED; done',
  'list what the server has open': 'for p in $(grep -l pilothouse /proc/[0-9]*/comm); do ls -l ${p%comm}fd && echo REACHED; done',
  'read the database': 'cat /data/db.sqlite3 && echo REACHED',
  'list the data': 'ls /data && echo REACHED',
  'list the homes': 'ls /data/homes && echo REACHED',
  'list the desktops': 'ls /tmp /tmp/pilothouse-* && echo REACHED',
  'write to the system': 'touch /usr/x && echo REACHED',
  'write beside its home': 'touch /data/x /tmp/x && echo REACHED',
  'end the server': 'for p in $(grep -l pilothouse /proc/[0-9]*/comm); do p=${p%/comm}; kill -CONT ${p#/proc/} && echo REACHED; done',
  'gain a capability': 'grep -q "^CapEff:.*[1-9a-f]" /proc/self/status && echo REACHED',
  'make a namespace': 'unshare --user true && echo REACHED',
};

/** The pixels of the desktop that /vnc.html shows, as RGBA. */
const pixels = (page) => page.$eval('canvas', (screen) => {
  const copy = new OffscreenCanvas(screen.width, screen.height).getContext('2d');
  copy.drawImage(screen, 0, 0);
  return Array.from(new Uint32Array(copy.getImageData(0, 0, screen.width, screen.height).data.buffer));
});
const [red, green, blue] = kGreen;
const kPixel = (0xff000000 | blue << 16 | green << 8 | red) >>> 0;
const greenShare = async (page) => {
  const all = await pixels(page);
  return all.filter((pixel) => pixel === kPixel).length / all.length;
};
const colours = async (page) => new Set(await pixels(page)).size;

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: kFlags });
const context = await browser.newContext({ viewport: { width: 1360, height: 850 } });
try {
  const { id } = await ask('POST', 'sessions/', { title: 'In the container' });
  const outputs = await run(id, 'run echo a $((6*7)) b', ...Object.values(kAttempts).map((line) => `run ${line}`));
  assert.equal(outputs[0].trim(), 'a 42 b');
  assert.equal(outputs.length, 1 + Object.keys(kAttempts).length);
  Object.keys(kAttempts).forEach((what, i) => {
    assert.doesNotMatch(outputs[i + 1], /^REACHED/m, what);
    console.log(`  ok cannot ${what}: ${outputs[i + 1].trim().split('\n')[0].slice(0, 90)}`);
  });

  const page = await context.newPage();
  await page.goto(`${base}ui/?token=${token}`);
  await page.waitForSelector('text=In the container');
  await page.screenshot({ path: `${folder}/ui.png` });
  console.log('  ok the page in Chromium lists the session');

  const desktop = await context.newPage();
  await desktop.goto(`${base}vnc.html?session=${id}`);
  await desktop.waitForSelector('canvas');
  if (variant !== 'no-browser') {
    const [home] = await run(id, `run echo '<body style="background: rgb(${kGreen})">' > ~/page.html; echo $HOME`);
    await run(id, `open firefox file://${home.trim()}/page.html`);
    await until('Firefox has painted the page, seen in /vnc.html', async () => await greenShare(desktop) > 0.3);
    console.log(`  green: ${(await greenShare(desktop) * 100).toFixed(0)} % of the screen`);
  } else {
    await until('the desktop is shown in /vnc.html', async () => await colours(desktop) > 20);
  }
  await desktop.screenshot({ path: `${folder}/vnc.png` });
} finally {
  await browser.close();
}
