// What OpenAI's safety checks look like: the real server, with the stand-in of OpenAI's API as its model.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, say, texts } from './browser.mjs';

const { standIn } = await import(`${process.env.PILOTHOUSE_SOURCE}/tests/responses/stand_in.mjs`);
const { acts, says } = await import(`${process.env.PILOTHOUSE_SOURCE}/tests/responses/script.mjs`);

const kChecks = [{ id: 'sc_1', code: 'malicious_instructions', message: 'The page gives \u202Eorders.' },
  { id: 'sc_2', code: 'irrelevant_domain', message: null }];
const step = () => [{ output: [acts([{ type: 'click', button: 'left', x: 300, y: 200 }, { type: 'wait' }], kChecks)] },
  { output: [says('So be it.')] }];
let api;
let web;
before(async () => {
  api = await standIn([], { key: null });
  web = await open({ args: ['--provider', 'openai', '--model', 'gpt-5.4', '--openai-base-url', api.url] });
});
after(async () => {
  await web.close();
  await api.close();
});

test('a safety check is shown with its words, and can be neither changed nor remembered', async () => {
  const { page } = web;
  api.steps.push(...step());
  await say(page, 'Do it');
  await page.waitForSelector('.approval:has(h2:text("Click at 300, 200?")) .safety-notice');
  assert.equal(await page.textContent('.approval-reason'), 'needs your word for a safety check');
  const notice = await page.textContent('.safety-notice');
  assert.match(notice, /^The provider of the model wants you to look at this first\./);
  assert.match(notice, /The page gives .*orders\..*malicious_instructions.*does not seem to belong.*irrelevant_domain/);
  assert.doesNotMatch(notice, /\u202E/);
  assert.deepEqual((await texts(page, '.approval-foot button')).map((words) => words.trim()), ['Deny…', 'Allow']);
  assert.equal(await page.isVisible('.approval-foot label.check'), false);
  await keep(page, 'approval-safety');
  await page.waitForTimeout(700); // a card that has just come takes no answer
  await page.click('.approval .primary');
  await ended(page);
  assert.deepEqual(api.broken, []);
  assert.equal(api.requests[1].input.find((item) => item.type === 'computer_call_output')
    .acknowledged_safety_checks.length, 2);
});

test('after a no nothing of the step was done', async () => {
  const { page } = web;
  api.steps.push(...step());
  await say(page, 'Again');
  await page.waitForSelector('.approval .safety-notice');
  await page.click('.approval >> text=Deny…');
  await page.fill('.approval-foot input[type="text"]', 'A trap');
  await page.press('.approval-foot input[type="text"]', 'Enter');
  await page.waitForSelector('.call[data-state="denied"]:has-text("A trap")');
  await ended(page);
  assert.deepEqual(api.broken, []);
});
