// Long ago is near: what is opened there loads what is around it, and the way back to now has no gap.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { keep, open } from './browser.mjs';

const kEvents = 5000;

let web;
let long;
before(async () => {
  web = await open();
  const { server } = web;
  long = (await server.ask('POST', 'sessions', { title: 'Long task' })).id;
  await server.down();
  execFileSync('python3', ['browser/fill_session.py', server.database, long, String(kEvents)], { stdio: 'inherit' });
  await server.up();
});
after(() => web.close());

const step = (page, number) => page.waitForSelector(`.said:has-text("Step ${number} of many")`);
const stepsOf = (page) => page.$$eval('.transcript-items > .said', (all) =>
  all.map((one) => Number(/Step (\d+) of/.exec(one.textContent)?.[1])).filter(Boolean));
const toLower = (page) => page.$eval('.transcript', (frame) => { frame.scrollTop = frame.scrollHeight; });

/** A page at event `seq`, with the number of events that it asked for. */
async function at(seq) {
  const page = await web.newPage();
  const asked = { events: 0 };
  page.on('request', (request) => {
    const limit = /\/events\?format=json&after=\d+&limit=(\d+)/.exec(request.url())?.[1];
    asked.events += Number(limit ?? 0);
  });
  await page.goto(web.server.at(`ui/#${long}/${seq}`));
  await page.waitForSelector('.transcript-items > .current');
  return { page, asked };
}

const say = (message) => web.server.ask('POST', `sessions/${long}/messages`, { message });

test('an old step loads what is around it, not all that came after it', async () => {
  const { page, asked } = await at(402);
  assert.match(await page.textContent('.transcript-items > .current'), /echo 100/);
  assert.ok(asked.events <= 700, String(asked.events));
  await step(page, 101);
  await page.waitForSelector('.jump:visible');
  await keep(page, 'history-old-step');
  await page.close();
});

test('later steps follow at the lower edge until now, and what came meanwhile is there', async () => {
  const { page, asked } = await at(402);
  await say('What came meanwhile');
  const seen = [];
  const take = async () => { for (const one of await stepsOf(page)) if (one > (seen.at(-1) ?? 0)) seen.push(one); };
  for (let i = 0; i < 400 && await page.locator('.bubble:has-text("What came meanwhile")').count() === 0; ++i) {
    await take();
    await toLower(page);
    await page.waitForTimeout(40);
  }
  await take();
  const first = seen[0];
  assert.ok(first > 40 && first <= 100, String(first));
  assert.deepEqual(seen, Array.from({ length: kEvents / 4 - first }, (_, i) => first + i));
  assert.ok(asked.events <= kEvents, String(asked.events));
  await toLower(page);
  await page.waitForSelector('.jump', { state: 'hidden' });
  await say('And what comes now');
  await page.waitForSelector('.bubble:has-text("And what comes now"):visible');
  await page.close();
});

test('earlier steps follow at the upper edge, and what is read stays where it is', async () => {
  const { page } = await at(2002);
  const place = () => page.$eval('.transcript-items > .current', (item) => item.getBoundingClientRect().top);
  await page.mouse.move(400, 400);
  const firstOne = Math.min(...await stepsOf(page));
  for (let i = 0; i < 200 && Math.min(...await stepsOf(page)) > firstOne - 100; ++i) {
    await page.mouse.wheel(0, -600);
    await page.waitForTimeout(30);
  }
  assert.ok(Math.min(...await stepsOf(page)) <= firstOne - 100);
  await page.$eval('.transcript-items > .current', (item) => item.scrollIntoView({ block: 'center' }));
  const stood = await place();
  await page.waitForTimeout(300);
  assert.ok(Math.abs(await place() - stood) < 3);
  await page.close();
});

test('one button leads from there to the newest', async () => {
  const { page } = await at(402);
  await say('The newest of all');
  await page.waitForTimeout(500);
  assert.equal(await page.locator('.bubble:has-text("The newest of all")').count(), 0);
  await page.click('.jump');
  await page.waitForSelector('.bubble:has-text("The newest of all"):visible');
  await page.waitForSelector('.jump', { state: 'hidden' });
  await page.close();
});

test('replay shows all of it, whatever part was read', async () => {
  const { page } = await at(402);
  await page.evaluate((address) => { location.hash = address; }, `${long}/replay`);
  await page.waitForSelector('.bar-tool[aria-pressed="true"]');
  await page.evaluate((address) => { location.hash = address; }, long);
  await page.waitForSelector('.jump', { state: 'hidden' });
  await step(page, kEvents / 4 - 1);
  await page.close();
});
