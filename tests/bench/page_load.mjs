// How long the page takes on a slow line, and how much it fetches: page_load.mjs [RUNS]
//
// A session with a desktop and a conversation, on a server of this machine; Chromium holds each answer back for
// 150 ms and takes 1.6 Mbit/s (Network.emulateNetworkConditions; it leaves WebSockets as they are). Each run has a
// browser profile of its own, is logged in, and has an empty cache. Times are the page's own, from the start of the
// navigation: "usable" when the newest step is drawn and the message field takes text, "live" when the desktop's
// picture is the live one; then the same with what the browser has kept. Sizes are bytes as sent, heads included.
import { open } from '../web/browser/browser.mjs';

const kLine = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8 };
const runs = Number(process.argv[2] ?? 3);

/** Runs in the page before its own scripts do: notes when things first stand there. */
function watch() {
  const signs = {
    usable: () => document.querySelector('.transcript-items > li.end')
      && document.querySelector('.composer textarea:enabled'),
    live: () => document.querySelector('.badge[data-kind="live"]'),
  };
  globalThis.seen = {};
  const look = () => {
    for (const [name, sign] of Object.entries(signs)) if (sign()) globalThis.seen[name] ??= performance.now();
    if (!globalThis.seen.live) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Opens the address; {usable, live} in milliseconds, and the sizes by file. */
async function load(context, address, isFresh) {
  const page = await context.newPage();
  await page.addInitScript(watch);
  const chromium = await context.newCDPSession(page);
  const sizes = new Map();
  const names = new Map();
  await chromium.send('Network.enable');
  if (isFresh) await chromium.send('Network.clearBrowserCache');
  await chromium.send('Network.emulateNetworkConditions', kLine);
  chromium.on('Network.requestWillBeSent', ({ requestId, request }) => names.set(requestId, new URL(request.url)));
  chromium.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const { pathname } = names.get(requestId) ?? {};
    if (pathname) sizes.set(pathname, (sizes.get(pathname) ?? 0) + encodedDataLength);
  });
  await page.goto(address);
  await page.waitForFunction(() => globalThis.seen.usable && globalThis.seen.live);
  const { usable, live } = await page.evaluate(() => globalThis.seen);
  await page.close();
  return { usable, live, sizes };
}

const middle = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
const seconds = (values) => `${(middle(values) / 1000).toFixed(2)} s (${
  values.map((value) => (value / 1000).toFixed(2)).join(', ')})`;
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

function print(name, all) {
  console.log(`  ${name.padEnd(12)} usable ${seconds(all.map(({ usable }) => usable))}, live ${
    seconds(all.map(({ live }) => live))}`);
}

function printSizes({ sizes }) {
  const files = [...sizes].filter(([path]) => path.includes('/ui/')).sort(([, one], [, other]) => other - one);
  const total = (some) => kilobytes(some.reduce((sum, [, size]) => sum + size, 0));
  console.log(`  first load: ${total([...sizes])} in ${sizes.size} answers, of it the page's files ${total(files)}:`);
  for (const [path, size] of files) console.log(`    ${kilobytes(size).padStart(9)}  ${path.split('/').at(-1)}`);
}

for (const locale of ['en-US', 'de-DE']) {
  const fresh = [];
  const kept = [];
  for (let run = 0; run < runs; ++run) {
    const web = await open({ locale });
    const { id } = await web.server.ask('POST', 'sessions', { title: 'Measured' });
    await web.server.ask('POST', `sessions/${id}/messages`, { message: 'screenshot\nrun ls -l /\nsay Done.' });
    await web.page.goto(`${web.server.at('ui/')}#${id}`);
    await web.page.waitForSelector('.transcript-items > li.end', { timeout: 120_000 });
    await web.page.close();
    const address = `${web.server.at('ui/')}#${id}`;
    fresh.push(await load(web.context, address, true));
    kept.push(await load(web.context, address, false));
    await web.close();
  }
  console.log(`The page (${locale}) at 150 ms and 1.6 Mbit/s, the middle of ${runs} runs:`);
  print('first load', fresh);
  print('kept', kept);
  printSizes(fresh[0]);
}
