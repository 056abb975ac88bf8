// All that a person can come to, by all rules of axe: in both themes, on a large screen and on a phone.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { ended, keep, open, say } from './browser.mjs';
import { kToken } from './server.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const kSizes = { wide: { width: 1360, height: 850 }, phone: { width: 390, height: 844 } };
const kThemes = ['light', 'dark'];

let web;
let ids; // of a session that has ended, and of one that asks

before(async () => {
  web = await open({ args: ['--approval', 'all'], bypassCSP: true });
  const { page, server } = web;
  const fresh = await server.ask('POST', 'sessions', { approval: 'auto', title: 'A finished one' });
  await page.goto(`${server.at('ui/')}#${fresh.id}`);
  await say(page, 'say ### Deep\nsay # High\nsay - [x] done\nscreenshot\nclick 200 200\n' +
    'run echo hello > kept.txt; ls -l\nsay Area: $\\pi r^2$\nsay $$\\frac{a}{b}$$');
  await ended(page);
  const asking = await server.ask('POST', 'sessions', { title: 'One that asks' });
  await page.goto(`${server.at('ui/')}#${asking.id}`);
  await say(page, 'run echo hello');
  await page.waitForSelector('.approval');
  await server.ask('POST', 'templates', { name: 'Kept', task: 'Read {{page}}',
    options: { max_steps: 5, system_prompt_suffix: 'Be short.' } });
  ids = { ended: fresh.id, asking: asking.id };
});
after(() => web.close());

/** What is wrong by the rules of axe, of any grade, as "rule: elements". What is right is not told: telling it takes
 * most of the time. */
async function faults(page) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

async function menuEntry(page, words) {
  await page.click('[aria-label="More"]');
  await page.click(`.menu :text-is("${words}")`);
  await page.waitForSelector('dialog[open]');
}

const at = (hash) => async (page) => {
  await page.goto(`${web.server.at('ui/')}#${hash()}`);
  await page.reload();
};
const endedOne = async (page) => {
  await at(() => ids.ended)(page);
  await page.waitForSelector('.end');
};
const askingOne = async (page) => {
  await at(() => ids.asking)(page);
  await page.waitForSelector('.approval');
};
const elsewhere = (path, selector) => async (page) => {
  await page.goto(web.server.at(path()));
  await page.waitForSelector(selector);
};
const dialogOf = (words) => async (page) => {
  await endedOne(page);
  await menuEntry(page, words);
};

const kStates = {
  'the first page': async (page) => {
    await at(() => '')(page);
    await page.waitForSelector('.demo-note');
  },
  'the list': async (page) => {
    await at(() => '')(page);
    if (!await page.locator('.sidebar:visible').count()) await page.click('.show-list');
    await page.waitForSelector('.entry');
  },
  'a session that has ended': async (page) => {
    await endedOne(page);
    await page.locator('.call-toggle').last().click();
  },
  'a session that asks': askingOne,
  'a call that is edited': async (page) => {
    await askingOne(page);
    await page.click('.approval >> text=Edit…');
    await page.waitForSelector('.approval textarea');
  },
  'a denial with a reason': async (page) => {
    await askingOne(page);
    await page.click('.approval >> text=Deny…');
    await page.waitForSelector('.approval [aria-label="Reason"]');
  },
  'a desktop on a phone': async (page) => {
    await endedOne(page);
    if (await page.locator('.tab:visible').count()) await page.click('.tab[data-name="desktop"]');
    await page.waitForSelector('.badge[data-kind="live"]');
  },
  'a menu': async (page) => {
    await endedOne(page);
    await page.click('[aria-label="More"]');
  },
  'a replay': async (page) => {
    await at(() => `${ids.ended}/replay`)(page);
    await page.waitForSelector('.replay-pane .replay-caption');
  },
  'a large picture': async (page) => {
    await endedOne(page);
    await page.locator('.call-thumb').last().click();
    await page.waitForSelector('dialog[open]');
  },
  'the files': dialogOf('Files'),
  'the network': dialogOf('Network'),
  'the secrets': dialogOf('Secrets'),
  'a name': dialogOf('Your name…'),
  'closing a session': dialogOf('Close session'),
  'deleting a session': dialogOf('Delete session'),
  'the options of a new session': async (page) => {
    await at(() => '')(page);
    await page.click('.welcome-ways button.link');
    await page.waitForSelector('dialog form');
    for (const more of await page.locator('dialog summary').all()) await more.click();
  },
  templates: async (page) => {
    await at(() => '')(page);
    await page.click('text="Templates…"');
    await page.waitForSelector('.templates strong');
  },
  'a template': async (page) => {
    await at(() => '')(page);
    await page.click('text="Templates…"');
    await page.click('[aria-label="Change Kept"]');
    await page.waitForSelector('dialog .asked:not(:empty)');
  },
  'a template that is used': async (page) => {
    await at(() => '')(page);
    await page.click('.example.template');
    await page.waitForSelector('dialog .template-task');
    await page.click('dialog summary');
  },
  'the settings': async (page) => {
    await at(() => '')(page);
    await page.keyboard.press('Control+,');
    await page.waitForSelector('dialog .preferences');
    await page.selectOption('dialog [name="egress"]', 'list');
  },
  'the keys': async (page) => {
    await endedOne(page);
    await page.focus('.transcript');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog .shortcuts');
  },
  'a sentence at the foot': async (page) => {
    await endedOne(page);
    await page.route(`**/sessions/${ids.ended}`, (route) => (route.request().method() === 'PATCH'
      ? route.fulfill({ status: 409, contentType: 'application/json', body: '{"detail":"Not now."}' })
      : route.continue()));
    await page.fill('.session-header .title', 'Another');
    await page.press('.session-header .title', 'Enter');
    await page.waitForSelector('.toast');
    await page.unrouteAll();
  },
  'no session': async (page) => {
    await at(() => 'deadbeef')(page);
    await page.waitForSelector('.trouble');
  },
  'a desktop alone': elsewhere(() => `vnc.html?session=${ids.ended}`, '.badge[data-kind="live"]'),
  'no desktop alone': elsewhere(() => 'vnc.html?session=deadbeef', '.trouble'),
  'the way in': elsewhere(() => 'auth/login?fresh=1', '#token'),
  'a wrong token': async (page) => {
    await page.goto(web.server.at('auth/login?fresh=1'));
    await page.fill('#token', 'wrong');
    await page.click('button');
    await page.waitForSelector('.problem');
  },
};

for (const [name, viewport] of Object.entries(kSizes)) {
  test(`nothing is wrong: ${name}`, async (t) => {
    const page = await web.newPage();
    await page.setViewportSize(viewport);
    for (const [state, bring] of Object.entries(kStates)) {
      await t.test(state, async () => {
        await bring(page);
        for (const theme of kThemes) {
          await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
          assert.deepEqual(await faults(page), [], theme);
        }
        await keep(page, `faultless_${name}_${state.replaceAll(' ', '_')}`);
      });
    }
    await page.close();
  });
}

test('nothing is wrong: an export', async () => {
  const page = await web.context.newPage();
  const answer = await fetch(web.server.at(`sessions/${ids.ended}/export?format=html`),
    { headers: { authorization: `Bearer ${kToken}` } });
  await page.setContent(await answer.text());
  for (const viewport of Object.values(kSizes)) {
    await page.setViewportSize(viewport);
    for (const theme of kThemes) {
      await page.emulateMedia({ colorScheme: theme });
      assert.deepEqual(await faults(page), [], theme);
    }
  }
  await keep(page, 'faultless_export');
  await page.close();
});
