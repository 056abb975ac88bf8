// An answer is for the question that a person saw, not for the one that came in its place.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, open, say } from './browser.mjs';

let web;
before(async () => { web = await open({ args: ['--approval', 'all'] }); });
after(() => web.close());

const about = (page, text) => page.waitForSelector(`.approval:not(.settling) .visible-text:text-is("${text}")`);

test('a second fast answer is none to the question that comes in the place of the first', async () => {
  const { page } = web;
  await say(page, 'run echo a\nrun echo b\nrun echo c');
  await about(page, 'echo a');
  await page.evaluate(() => {
    window.tries = 0;
    new MutationObserver(() => {
      const card = document.querySelector('.approval');
      if (!card || card === window.tried || !card.textContent.includes('echo b')) return;
      window.tried = card;
      for (const time of [0, 60, 200]) setTimeout(() => {
        window.tries += 1;
        card.querySelector('.primary').click();
        const keys = { key: 'y', code: 'KeyY', altKey: true, bubbles: true };
        document.body.dispatchEvent(new KeyboardEvent('keydown', keys));
      }, time);
    }).observe(document.body, { childList: true, subtree: true });
  });
  const { x, y, width, height } = await page.locator('.approval .primary').boundingBox();
  const place = [x + width / 2, y + height / 2];
  await page.mouse.click(...place);
  await page.mouse.down(); // a press that begins too early is no answer, however late it ends
  await about(page, 'echo b');
  await page.mouse.up();
  assert.ok(await page.evaluate(() => window.tries) >= 2);
  await page.waitForTimeout(300);
  assert.equal(await page.locator('.approval button:disabled').count(), 0);
  await about(page, 'echo b');
  await page.mouse.click(...place);
  await about(page, 'echo c');
  await page.keyboard.press('Alt+y');
  await page.waitForSelector('.call:has-text("echo c")[data-state="done"]');
  await ended(page);
});
