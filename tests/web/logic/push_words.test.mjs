// What a browser shows when it is called while no page is open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTexts } from '../../../resources/web/ui/lib/texts.js';
import { pushWords } from '../../../resources/web/ui/sessions/push_words.js';
import german, { sentences } from '../../../resources/web/ui/texts/de.js';
import english from '../../../resources/web/ui/texts/en.js';

const kMessages = [
  [{ kind: 'ask', title: 'Letters', text: 'run ls' }, 'The agent asks', 'Letters\nMay it do this? run ls',
    'Der Agent fragt', 'Letters\nDarf er das tun? run ls'],
  [{ kind: 'completed', title: 'Letters', text: 'All sent.', steps: 3, cost_usd: 0.25 },
    'Done', 'Letters\nAll sent.\n3 steps, $0.25', 'Fertig', 'Letters\nAll sent.\n3 Schritte, 0,25\u00a0$'],
  [{ kind: 'interrupted', title: '', text: 'The run was interrupted.', steps: 1, cost_usd: 0 },
    'Interrupted', 'The run was interrupted.\n1 step', 'Unterbrochen', 'Der Lauf wurde angehalten.\n1 Schritt'],
  [{ kind: 'failed', title: 'Letters', text: '', steps: 0, cost_usd: 0 },
    'Failed', 'Letters\n0 steps', 'Gescheitert', 'Letters\n0 Schritte'],
  [{ kind: 'sung', title: 'Letters' }, 'Something happened', 'Letters', 'Es ist etwas geschehen', 'Letters'],
  [{}, 'Something happened', '', 'Es ist etwas geschehen', ''],
];

test('a call says in the language of the page what happened, where, and what it took', () => {
  for (const [message, heading, body, otherHeading, otherBody] of kMessages) {
    useTexts('en', english, 'en-US');
    assert.equal(pushWords(message).title, `${heading} · Pilothouse`);
    assert.equal(pushWords(message).body, body);
    useTexts('de', german, 'de', sentences);
    assert.equal(pushWords(message).title, `${otherHeading} · Pilothouse`);
    assert.equal(pushWords(message).body, otherBody);
  }
  useTexts('en', english, 'en-US');
});

test('what the server says is said in the language of the page', () => {
  const message = { kind: 'interrupted', title: 'Letters', text: 'The server stopped in the middle of this run.' };
  useTexts('de', german, 'de', sentences);
  assert.equal(pushWords(message).body, 'Letters\nDer Server hielt mitten in diesem Lauf an.');
  useTexts('en', english, 'en-US');
  assert.equal(pushWords(message).body, `Letters\n${message.text}`);
});
