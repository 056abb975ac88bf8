// What people see of a model that cannot answer at once: a real server that asks one which fails.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { ended, keep, open, say, texts } from './browser.mjs';

let said = 'Here I am.';
const reply = () => [
  ['message_start', { message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', content: [],
    stop_reason: null, usage: { input_tokens: 3, output_tokens: 1 } } }],
  ['content_block_start', { index: 0, content_block: { type: 'text', text: '' } }],
  ['content_block_delta', { index: 0, delta: { type: 'text_delta', text: said } }],
  ['content_block_stop', { index: 0 }],
  ['message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } }],
  ['message_stop', {}],
];

const asked = []; // the models that requests name
let overloads = 0; // answers that are still refused
let isSpent = false; // the account's limit
const model = createServer((request, response) => {
  let body = '';
  request.on('data', (bytes) => { body += bytes; });
  request.on('end', () => {
    asked.push(JSON.parse(body).model);
    if (isSpent) {
      response.writeHead(429, { 'Content-Type': 'application/json' });
      response.end('{"type":"error","error":{"type":"rate_limit_error","message":"Spent",' +
        '"details":{"error_code":"enforced_spend_limit_reached"}}}');
      return;
    }
    if (overloads > 0) {
      overloads -= 1;
      response.writeHead(529, { 'Content-Type': 'application/json', 'Retry-After': '4' });
      response.end('{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}');
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    for (const [type, data] of reply())
      response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
    response.end();
  });
});

let web;
before(async () => {
  model.listen(0, '127.0.0.1');
  await once(model, 'listening');
  web = await open({ args: ['--base-url', `http://127.0.0.1:${model.address().port}`] });
});
after(async () => {
  await web.close();
  model.close();
});

test('a model that is overloaded says so in the conversation, with the time of the next try', async () => {
  const { page } = web;
  overloads = 1;
  await say(page, 'Are you there?');
  await page.waitForSelector('.retry');
  const [words] = await texts(page, '.retry');
  assert.match(words, /overloaded/i);
  assert.match(words, /Attempt 2 in [1-4] s\./);
  await page.waitForFunction((old) => document.querySelector('.retry')?.textContent !== old, words);
  await keep(page, 'model_overloaded');
  await page.reload(); // who comes while it waits is told the same
  await page.waitForSelector('.retry');
  await ended(page);
  assert.deepEqual(await texts(page, '.retry'), []);
  assert.deepEqual(await texts(page, '.said p'), ['Here I am.']);
});

test("an account that may spend no more says what helps, for as long as one looks", async () => {
  const { page } = web;
  isSpent = true;
  await say(page, 'Go on');
  await ended(page, 'Failed');
  isSpent = false;
  await page.reload();
  await page.waitForSelector('.end.error');
  assert.match((await texts(page, '.end.error')).at(-1),
    /spend limit for this month is reached: raise it, or wait for the first of next month.*Resume asks again/);
  await keep(page, 'model_spend_limit');
  await page.click('.run-buttons >> text=Resume');
  await ended(page);
});

test('another model answers the next message when it is chosen under the title', async () => {
  const { page } = web;
  const list = '.settings-strip label:has-text("Model") select';
  await page.waitForSelector(`${list} option[value="claude-sonnet-5-5"]`, { state: 'attached' });
  assert.equal(await page.inputValue(list), asked.at(-1));
  await page.selectOption(list, { label: 'Claude Sonnet 5.5' });
  await page.waitForSelector('.item.note:has-text("Claude Sonnet 5.5 answers from the next message on.")');
  await say(page, 'And you?');
  await ended(page);
  assert.equal(asked.at(-1), 'claude-sonnet-5-5');
});

test('a model that cannot go on with the session is refused, with the reason', async () => {
  const { page } = web;
  const list = '.settings-strip label:has-text("Model") select';
  await page.selectOption(list, { label: 'Claude Sonnet 4.5' });
  await page.waitForSelector('.toast:has-text("does not take the tools")');
  assert.equal(await page.inputValue(list), 'claude-sonnet-5-5');
});

test('a limit of the whole session offers to be raised to more than is used', async () => {
  const { page, server } = web;
  const path = `sessions/${page.url().split('#')[1].split('/')[0]}`;
  const { usage } = await server.ask('GET', path);
  const used = usage.input + usage.output;
  await server.ask('PATCH', path, { max_tokens_total: used });
  await say(page, 'Still there?');
  await ended(page, 'Paused');
  assert.equal(await page.locator('.run-buttons >> text=Resume').isVisible(), false);
  await page.click(`.budget-offer >> text="Raise to ${used * 2} tokens"`);
  await ended(page);
  assert.equal((await server.ask('GET', path)).max_tokens_total, used * 2);
});

test('where the money has run out, another model can go on', async () => {
  const { page, server } = web;
  const path = `sessions/${page.url().split('#')[1].split('/')[0]}`;
  const { cost_usd: used, model: own } = await server.ask('GET', path);
  await server.ask('PATCH', path, { max_cost_usd: used, max_tokens_total: 0 });
  await say(page, 'And now?');
  await ended(page, 'Paused');
  const list = page.locator('.budget-offer .model-choice select');
  await list.locator(`option[value="${own}"]`).waitFor({ state: 'attached' });
  assert.equal(await list.inputValue(), own);
  const other = own === 'claude-opus-5-5' ? 'claude-sonnet-5-5' : 'claude-opus-5-5';
  await list.selectOption(other);
  assert.match(await page.textContent('.budget-offer .primary'), /^Raise to .*, with Claude (Opus|Sonnet) 5\.5$/);
  assert.match(await list.locator('option:checked').textContent(), /\$[\d.]+ in, \$[\d.]+ out per million/);
  await keep(page, 'model_out_of_money');
  await page.click('.budget-offer .primary');
  await ended(page);
  assert.equal(asked.at(-1), other);
  const { max_cost_usd: raised, model: now } = await server.ask('GET', path);
  assert.ok(raised > used);
  assert.equal(now, other);
  await page.waitForSelector('.budget-offer', { state: 'hidden' });
});

test('a new session can have any model', async () => {
  const { page } = web;
  await page.click('.new-options');
  await page.waitForSelector('select[name="model"] option[value="claude-opus-5-5"]', { state: 'attached' });
  assert.match(await page.textContent('select[name="model"] option'), /Default: Claude/);
  await page.selectOption('select[name="model"]', 'other');
  await page.fill('input[name="model"]', 'x'.repeat(300));
  await page.click('text=Create session');
  await page.waitForSelector('dialog .problem:has-text("model")');
  await page.keyboard.press('Escape');
});

const kFormatted = `# One
Text with \`code\` in it.
## Two
### Three
#### Four \`code\`
\`\`\`sh
echo code
\`\`\`
| Name | What it is | Where to find it | Amount | Who keeps it | Since when |
|---|---|---|--:|---|---|
| first | a sentence that is longer than others, and wraps | https://example.org/${'path/'.repeat(12)} | 9 | I | 2026 |
| ${'word'.repeat(14)} | short | here | 1,234,567.89 | \`${'code'.repeat(14)}\` | never |

| small | table |
|---|---|
| 1 | 2 |`;

test('headings differ, code has one size, and tables scroll by themselves', async () => {
  const { page } = web;
  said = kFormatted;
  await say(page, 'Show me all of it.');
  await ended(page);
  await page.waitForSelector('.said h1');
  for (const [width, colorScheme] of [[1360, 'light'], [1360, 'dark'], [390, 'light'], [390, 'dark']]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 850 });
    await page.emulateMedia({ colorScheme });
    const sizes = (selector) => page.$$eval(`.said :is(${selector})`,
      (all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize)));
    await page.locator('.said h1').scrollIntoViewIfNeeded();
    await keep(page, `formatted-${width}-${colorScheme}`);
    const [one, two, three, four, text] = await sizes('h1, h2, h3, h4, td:first-child');
    assert.ok(one > two && two > three && three > four && four >= text, `${one} ${two} ${three} ${four} ${text}`);
    assert.equal(new Set(await sizes('p > code, pre > code')).size, 1);
    const cut = await page.$$eval('.said :is(th, td)', (all) => all
      .filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent));
    assert.deepEqual(cut, []);
    assert.ok(await page.$eval('td:text("a sentence that")', (cell) => cell.clientWidth > 140));
    assert.deepEqual(await page.$$eval('.said table', (all) => all.map((table) => [
      table.scrollWidth > table.clientWidth, table.getBoundingClientRect().right <= table.parentElement
        .getBoundingClientRect().right])), [[true, true], [false, true]]);
  }
});
