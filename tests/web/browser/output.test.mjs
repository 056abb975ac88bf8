// How what commands write is drawn: colours, and overwritten lines.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, say, texts } from './browser.mjs';

let web;
before(async () => { web = await open({ permissions: ['clipboard-read', 'clipboard-write'] }); });
after(() => web.close());

/** Both themes, as the pictures that are kept. */
async function keepBoth(page, name) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await keep(page, `${name}-${colorScheme}`);
  }
}

test('the output of a command has its colours, and what it overwrote is left out', async () => {
  const { page } = web;
  await say(page, "run printf '\\033[31mred\\033[0m\\n10%%\\r100%%\\n'");
  await ended(page);
  assert.equal((await texts(page, '.call-preview'))[0], 'red\n100%');
  assert.deepEqual(await texts(page, '.call-preview .ansi-red'), ['red']);
  await page.click('.call-toggle');
  assert.equal((await texts(page, '.call-output'))[0], 'red\n100%');
  assert.notEqual(...await page.$eval('.call-output', (output) => [output, output.querySelector('.ansi-red')]
    .map((one) => getComputedStyle(one).color)));
  await page.click('.call .copy');
  assert.equal((await page.evaluate(() => navigator.clipboard.readText())).trim(), 'red\n100%');
  await page.click('text=Show all of it');
  assert.match((await texts(page, '.call-output'))[0], /^ESC\[31mredESC\[0m\s10%CR100%/);
  assert.equal(await page.locator('.left-out').count(), 0);
  assert.ok(await page.$eval('.call-output', (output) => output === document.activeElement));
});

test('no sequence hides a text', async () => {
  const { page } = web;
  await say(page, "run printf '\\033[8mconcealed\\033[0m \\033[30;40mblack\\033[0m "
    + "a\\342\\200\\256b \\033]0;no end\\n'\n"
    + "run printf '\\033]0;only a title\\007'");
  await ended(page);
  const [shown, title] = (await texts(page, '.call-preview')).slice(-2);
  assert.equal(shown, 'concealed black a«U+202E»b «U+001B»]0;no end');
  assert.equal(title, '«U+001B»]0;only a title«U+0007»');
  const [ink, seen] = await page.$$eval('.call-preview .ansi-on',
    (all) => [document.body, all.at(-1)].map((one) => getComputedStyle(one).color));
  assert.equal(seen, ink);
});

const kColours = 'for i in 0 1 2 3 4 5 6 7; do printf "\\033[3${i}mcolour\\033[0m \\033[9${i}mbright\\033[0m '
  + '\\033[30;4${i}mground\\033[0m \\033[10${i}mbright\\033[0m\\n"; done';

test('all colours can be read in light and dark', async () => {
  const { page } = web;
  await say(page, `run printf '\\033[1mbold\\033[0m \\033[4munderlined\\033[0m `
    + `\\033[7minverse\\033[0m\\n'; ${kColours}`);
  await ended(page);
  await page.locator('.call-toggle').last().click();
  assert.ok(await page.locator('.call-output .ansi').count() >= 35);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const poor = await page.$$eval('.call-output .ansi', (all) => {
      const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
      /** The colours over one another, as red, green and blue. */
      const over = (colours) => {
        for (const colour of colours) {
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
        }
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
      };
      const light = (rgb) => rgb.map((value) => value / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
        .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
      return all.map((one) => {
        const grounds = [];
        for (let at = one; at; at = at.parentElement) grounds.unshift(getComputedStyle(at).backgroundColor);
        const [ink, ground] = [over([...grounds, getComputedStyle(one).color]), over(grounds)].map(light);
        return { name: one.className, contrast: (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05) };
      }).filter(({ contrast }) => contrast < 4.5).map(({ name, contrast }) => `${name}: ${contrast}`);
    });
    assert.deepEqual(poor, [], colorScheme);
  }
  await page.locator('.call-output').last().scrollIntoViewIfNeeded();
  await keepBoth(page, 'colours');
});

test('formulas are drawn, and what is none or cannot be read stays text', async () => {
  const page = await web.newPage();
  const loaded = [];
  page.on('request', (request) => { if (/temml/.test(request.url())) loaded.push(request.url()); });
  await say(page, 'say It costs $5 and $10, `$x$` is code.');
  await ended(page);
  assert.equal(await page.locator('.said .formula').count(), 0);
  assert.deepEqual(loaded, []);

  await say(page, 'say The area is $\\pi r^2$, the root \\(\\sqrt{2}\\), and $\\nonsense{x}$.\n'
    + 'say $$\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}$$\n'
    + 'say \\[ \\begin{aligned} a &= b \\\\ &= \\boxed{c} \\end{aligned} \\]');
  await page.waitForSelector('.formula[data-block] math mtable');
  await ended(page);
  assert.equal(loaded.length, 1);
  assert.equal(await page.locator('.formula math').count(), 4);
  assert.deepEqual(await texts(page, '.formula:not(:has(math))'), ['$\\nonsense{x}$']);
  assert.equal(await page.$eval('.formula math', (math) => math.namespaceURI), 'http://www.w3.org/1998/Math/MathML');
  assert.equal(await page.getAttribute('.formula', 'title'), '$\\pi r^2$');
  await page.locator('.formula[data-block]').first().scrollIntoViewIfNeeded();
  await keepBoth(page, 'formulas');
  await page.close();
});

test('no formula hides, colours, moves or addresses anything, or takes long', async () => {
  const page = await web.newPage();
  await say(page, ['\\color{white}{a}', '\\phantom{b}', '\\hspace{-50em}c', '\\href{https://example.com}{d}',
    '\\def\\x{\\x\\x}\\x', `e${'{'.repeat(900)}${'}'.repeat(900)}`, '\\raisebox{50em}{f}', '\\rule{900em}{900em}',
    'g\u202eh', '\\char"202E i', '\\text{<img src=x onerror=alert(1)>}'].map((tex) => `say $${tex}$`).join('\n'));
  await page.waitForSelector('.formula math');
  await ended(page);
  const acting = '.formula :is([style], [href], [mathcolor], [mathbackground], mphantom, img)';
  assert.equal(await page.locator(acting).count(), 0);
  assert.deepEqual(await texts(page, '.formula .hidden-character'), ['RLO', 'RLO']);
  const left = await page.$eval('.said:has(.formula)', (said) => said.getBoundingClientRect().left);
  const boxes = await page.$$eval('.formula', (all) => all.map((one) => one.getBoundingClientRect().toJSON()));
  assert.ok(boxes.every((box) => box.left >= left - 1 && box.height < 600), JSON.stringify(boxes));
  await page.close();
});
