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

/** Runs a task to its end and returns all that its session stored. */
async function run(id, message) {
  await ask('POST', `sessions/${id}/messages`, { message });
  await until(`task: ${message.split('\n')[0]}`, async () => (await ask('GET', `sessions/${id}`)).status === 'completed');
  return JSON.stringify(await ask('GET', `sessions/${id}/messages`));
}

/** The share of a canvas or picture on the page that has our green. */
const greenShare = (page, selector) => page.$eval(selector, (source, green) => {
  const copy = document.createElement('canvas');
  copy.width = source.width;
  copy.height = source.height;
  const context = copy.getContext('2d');
  context.drawImage(source, 0, 0);
  const { data } = context.getImageData(0, 0, copy.width, copy.height);
  let found = 0;
  for (let i = 0; i < data.length; i += 4)
    if (green.every((value, k) => Math.abs(data[i + k] - value) < 8)) ++found;
  return found / (data.length / 4);
}, kGreen);

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: kFlags });
const context = await browser.newContext({ viewport: { width: 1360, height: 850 } });
try {
  const { id } = await ask('POST', 'sessions/', { title: 'In the container' });
  const said = await run(id, 'run echo a $((6*7)) b\nrun cat /proc/*/environ | tr "\\0" "\\n" | grep -c -a -e SECRET -e TOKEN'
    + '\nrun cat /data/db.sqlite3 /data/token; ls /data; ls /data/homes; echo x > /usr/x; for p in /proc/[0-9]*; do kill -0 ${p#/proc/} 2>/dev/null && cat $p/comm; done');
  assert.match(said, /a 42 b/);
  console.log(said.slice(0, 6000));

  const page = await context.newPage();
  await page.goto(`${base}ui/?token=${token}`);
  await page.waitForSelector(`text=In the container`);
  await page.screenshot({ path: `${folder}/ui.png` });
  console.log('  ok the page in Chromium lists the session');

  const [r, g, b] = kGreen;
  const show = variant === 'no-browser' ? `run xsetroot -solid 'rgb:00/c8/53' || true` : 'open firefox file:///$HOME/page.html';
  await run(id, `run echo '<title>x</title><body style="background: rgb(${r},${g},${b})">' > ~/page.html\nrun echo file://$HOME/page.html`);
  const home = /file:\/\/(\/data[^"\\]*page\.html)/.exec(JSON.stringify(await ask('GET', `sessions/${id}/messages`)))[0];
  if (variant !== 'no-browser')
    await run(id, `open firefox ${home}`);
  const desktop = await context.newPage();
  await desktop.goto(`${base}vnc.html?session=${id}`);
  await desktop.waitForSelector('canvas');
  if (variant !== 'no-browser')
    await until('Firefox has painted the page, seen in /vnc.html', async () => await greenShare(desktop, 'canvas') > 0.3);
  console.log(`  green: ${(await greenShare(desktop, 'canvas')).toFixed(2)} of the screen`);
  await desktop.screenshot({ path: `${folder}/vnc.png` });
} finally {
  await browser.close();
}
