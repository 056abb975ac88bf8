// Where a session may connect to: the choice, what is on its list, and one host more.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { keep, open, say, texts } from './browser.mjs';

let web;
before(async () => { web = await open(); });
after(() => web.close());

const openSession = (page) => page.url().split('#')[1].split('/')[0];
const openNetwork = async (page) => {
  await page.click('.session-header [aria-label="More"]');
  await page.click('.menu >> text="Network"');
  await page.waitForSelector('dialog[aria-label="Network"]');
};

test('hosts that will not do are named at their field', async () => {
  const { page } = web;
  await page.click('.new-options');
  assert.equal(await page.locator('[name="allow_hosts"]').isVisible(), false);
  await page.selectOption('[name="egress"]', 'list');
  await page.fill('[name="title"]', 'With a list');
  await page.fill('[name="allow_hosts"]', 'example.com 10.0.0.1\nhttps://b/');
  await page.click('text=Create session');
  await page.waitForSelector('#wrong-hosts:has-text("10.0.0.1")');
  assert.match(await page.textContent('#wrong-hosts'), /"10\.0\.0\.1" is no host name.*\n.*"https:\/\/b\/"/);
  assert.equal(await page.locator('dialog .problem').isVisible(), false);
  await keep(page, 'network-wrong-hosts');
});

test('a session gets the network that was chosen', async () => {
  const { page, server } = web;
  await page.fill('[name="allow_hosts"]', 'Example.com, *.debian.org');
  await page.click('text=Create session');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.waitForFunction(() => document.querySelector('.title')?.value === 'With a list');
  const session = await server.ask('GET', `sessions/${openSession(page)}`);
  assert.deepEqual([session.egress, session.allow_hosts], ['list', ['example.com', '*.debian.org']]);
});

test('its details show the network, and take one host more', async () => {
  const { page, newPage } = web;
  await openNetwork(page);
  assert.deepEqual(await texts(page, 'dialog .hosts li'), ['example.com', '*.debian.org']);
  await page.fill('dialog [name="host"]', '127.0.0.1');
  await page.press('dialog [name="host"]', 'Enter');
  await page.waitForSelector('#wrong-host:has-text("127.0.0.1")');
  await keep(page, 'network-details');
  await page.fill('dialog [name="host"]', 'one.example:8443');
  await page.press('dialog [name="host"]', 'Enter');
  await page.waitForSelector('dialog .hosts li:has-text("one.example:8443")');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.note:has-text("Allowed on this page: one.example:8443.")');
  const other = await newPage(`ui/#${openSession(page)}`);
  await other.waitForSelector('.note:has-text("Allowed on this page: one.example:8443.")');
  await other.close();
});

test('a session without a list has nothing to add to', async () => {
  const { page, server } = web;
  const { id } = await server.ask('POST', 'sessions', { egress: 'none' });
  await page.goto(server.at(`ui/#${id}`));
  await page.waitForFunction((wanted) => location.hash.includes(wanted), id);
  await openNetwork(page);
  assert.match(await page.textContent('dialog p'), /None.*cannot connect to anything/);
  assert.equal(await page.locator('dialog [name="host"]').count(), 0);
  await page.keyboard.press('Escape');
});

test('a network that the sandbox does not hold is said not to be', async () => {
  const { page, server } = web;
  const { id } = await server.ask('POST', 'sessions', { egress: 'public' });
  await page.goto(server.at(`ui/#${id}`));
  await page.waitForFunction((wanted) => location.hash.includes(wanted), id);
  for (const [sandbox, shown] of [['bwrap', false], ['landlock', true]]) {
    await page.route('**/health', (route) => route.fulfill({ json: { status: 'ok', sandbox } }));
    const told = page.waitForResponse('**/health');
    await openNetwork(page);
    await told;
    if (shown) await page.waitForSelector('dialog .warning:has-text("Not held here: the sandbox is “landlock”")');
    else assert.equal(await page.locator('dialog .warning').isVisible(), false);
    await page.keyboard.press('Escape');
    await page.unroute('**/health');
  }
});

test('a person allows a host that was refused', async () => {
  const { page, server } = web;
  const { id } = await server.ask('POST', 'sessions', { title: 'Refused', egress: 'list' });
  await server.down();
  execFileSync('python3', ['browser/fill_refusals.py', server.database, id, 'a.example', '192.0.2.7', 'b.example'],
    { stdio: 'inherit' });
  await server.up();
  await page.goto(server.at(`ui/#${id}`));
  await page.waitForSelector('.blocked li:has-text("a.example was blocked. It is not on this session’s list.")');
  await page.waitForSelector('.blocked li:has-text("192.0.2.7 was blocked. A list lets hosts through by name only.")');
  assert.deepEqual(await texts(page, '.blocked button'), ['Allow a.example', 'Allow b.example']);
  await keep(page, 'network-refused');
  await page.click('text=Allow a.example');
  await page.waitForSelector('.blocked li:has-text("a.example was blocked.") >> text=Allowed on this page');
  assert.deepEqual(await texts(page, '.blocked button'), ['Allow b.example']);
  assert.deepEqual((await server.ask('GET', `sessions/${id}`)).allow_hosts, ['a.example']);
  await page.reload();
  await page.waitForSelector('.blocked li:has-text("a.example was blocked.") >> text=Allowed on this page');
  await keep(page, 'network-allowed');
});

test('many refusals in a row unfold, on a phone too', async () => {
  const { newPage, server } = web;
  const { id } = await server.ask('POST', 'sessions', { title: 'Many', egress: 'list' });
  await server.down();
  const hosts = Array.from({ length: 20 }, (_, i) => `host-${i}.a-rather-long-name.of-a-content-network.example`);
  execFileSync('python3', ['browser/fill_refusals.py', server.database, id, ...hosts], { stdio: 'inherit' });
  await server.up();
  const phone = await newPage(`ui/#${id}`);
  await phone.setViewportSize({ width: 390, height: 780 });
  await phone.waitForSelector('.blocked');
  assert.equal(await phone.locator('.blocked button:visible').count(), 4);
  await phone.click('.blocked summary:has-text("16 more")');
  assert.equal(await phone.locator('.blocked button:visible').count(), 20);
  const isWide = await phone.$eval('.transcript', (all) => all.scrollWidth > all.clientWidth);
  assert.equal(isWide, false);
  await keep(phone, 'network-many-on-a-phone');
  await phone.close();
});

// With the real filter around a real desktop.
const walled = {
  async open() {
    const { page, server } = web;
    const { id } = await server.ask('POST', 'sessions', { title: 'Walled', egress: 'list' });
    this.path = `sessions/${id}`;
    await page.goto(server.at(`ui/#${id}`));
    await page.waitForFunction(() => document.querySelector('.title')?.value === 'Walled');
  },
  /** What the model was told by its tools, in the order of the messages. */
  async results() {
    const { events } = await web.server.ask('GET', `${this.path}/events?format=json&limit=1000`);
    return events.filter(({ type }) => type === 'tool_result').map(({ content }) => content.text);
  },
  async run(command, count) {
    await say(web.page, `run ${command}`);
    await web.page.waitForSelector(`.item.end >> nth=${count - 1}`);
    return (await this.results())[count - 1];
  },
};
const kFetch = 'curl -sS --max-time 20 http://refused.example/';

test('what the desktop is not let reach is told at once, and let through when somebody allows it', async () => {
  const { page } = web;
  await walled.open();
  const first = await walled.run(kFetch, 1);
  await page.waitForSelector('.blocked li:has-text("refused.example was blocked.")');
  assert.match(first, /Could not resolve host/);
  assert.match(first, /\[blocked: refused\.example is not on this session's list\]/);

  await page.click('text=Allow refused.example');
  await page.waitForSelector('.blocked li:has-text("refused.example") >> text=Allowed on this page');
  const again = await walled.run(kFetch, 2);
  assert.match(again, /\[allowed: refused\.example can be reached now\]/);
  assert.doesNotMatch(again, /blocked|Could not resolve/); // it is looked up outside now, where there is none
  await keep(page, 'network-walled');
});

test('a host that was allowed stays so when the server dies', async () => {
  const { page, server } = web;
  await server.kill();
  await server.up();
  await page.waitForFunction(() => document.querySelector('.banner')?.hidden !== false);
  assert.deepEqual((await server.ask('GET', walled.path)).allow_hosts, ['refused.example']);
  assert.doesNotMatch(await walled.run(kFetch, 3), /blocked|Could not resolve/);
});

test('a flood of refusals is counted, not told', async () => {
  const { server } = web;
  await walled.run('for i in $(seq 150); do getent hosts h$i.example; done', 4);
  const { events } = await server.ask('GET', `${walled.path}/events?format=json&limit=1000`);
  const lines = events.filter(({ type }) => type === 'egress_denied').map(({ content }) => content.line);
  assert.equal(lines.length, 102); // refused.example, 100 of these, and how many more
  assert.match(lines.at(-1), /^blocked: \d+ more attempts to connect/);
});
