// Each colour is said once, in tokens.css: the page, the login page and the exported page take it from there.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const kWeb = new URL('../../../resources/web/', import.meta.url);
const kTokens = 'ui/style/tokens.css';
const read = name => readFileSync(new URL(name, kWeb), 'utf8');
const files = readdirSync(kWeb, { recursive: true }).filter(name => !name.includes('vendor'));
const kColour = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(/gi;
/** The two values of a colour, for light and dark. */
const token = name => new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(read(kTokens)).slice(1);
/** Without what cannot ask for a token: what the browser draws around the page. */
const styled = text => text.replace(/<meta name="theme-color".*|<link rel="icon".*/g, '');

test('no style but tokens.css says a colour', () => {
  const styles = files.filter(name => /\.(css|html)$/.test(name) && name !== kTokens);
  assert.ok(styles.includes('export.css') && styles.includes('login.html') && styles.length > 10);
  for (const name of styles)
    assert.deepEqual(styled(read(name)).match(kColour), null, name);
});

test('no script says a colour', () => {
  for (const name of files.filter(each => each.endsWith('.js')))
    assert.deepEqual(read(name).match(/['"`]#[0-9a-f]{3,8}['"`]/gi), null, name);
});

test('every token that a style asks for is there', () => {
  const known = new Set(read(kTokens).match(/--[\w-]+(?=:)/g));
  for (const name of ['export.css', 'login.html'])
    for (const [, asked] of read(name).matchAll(/var\((--[\w-]+)/g))
      assert.ok(known.has(asked), `${name}: ${asked}`);
});

test('what the browser draws around the page has the colours of the tokens', () => {
  for (const name of ['ui/index.html', 'ui/vnc.html'])
    assert.deepEqual(read(name).match(/(?<=theme-color" content=")#\w+/g), token('surface'), name);
  const [accent] = token('accent');
  for (const name of ['ui/icon.svg', 'ui/icon_asks.svg'])
    assert.ok(read(name).includes(`stroke="${accent}"`), name);
  assert.ok(read('login.html').includes(`stroke='${accent.replace('#', '%23')}'`));
});
