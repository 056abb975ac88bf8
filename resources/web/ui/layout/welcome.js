// The page before a session is chosen: say what shall be done, and it begins.
import { post } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { attachmentsOf } from '../chat/attachments.js';
import { Composer } from '../chat/composer.js';
import { sendMessage } from '../chat/send_message.js';
import { acceptDrops } from '../files/drop.js';
import { parts, t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { defaultsHere, defaultsNews } from '../preferences/defaults.js';
import { visible } from '../session/invisible.js';
import { wishWords } from '../session/wishes.js';
import { templates } from '../templates/templates.js';

const kExamples = ['page', 'haiku', 'programs'];
const kDemoExamples = [ // what the demo model understands
  'show me around', 'open terminal; type "uname -a"; key Return', 'open firefox about:support; wait 2; screenshot'];

const kMostTemplates = 6; // beside the composer; all are in the dialog

const demoNote = () => h('aside', { class: 'demo-note' }, h('strong', {}, t('layout.demo_answers')), ' ',
  ...parts('layout.demo_why', { variable: h('code', {}, 'ANTHROPIC_API_KEY') }));

/**
 * `page`: {lead: elements, health: a promise of the answer of /health/, opened(id), options(task), settings(),
 * useTemplate(template), allTemplates()}. What is told is put in when it comes: somebody may be writing by then.
 */
export function welcome({ lead, health, opened, options, settings, useTemplate, allTemplates }) {
  const attached = attachmentsOf('draft');
  const composer = new Composer({ draft: 'draft', send: begin });

  // A session that was made for a message that failed is there for the next try.
  async function begin(message) {
    try {
      attached.session ??= (await post('sessions', await defaultsHere(health))).id;
      const id = attached.session;
      await sendMessage(`sessions/${id}`, message.text, message.attached, (item) => attached.emit('progress', item));
      attached.session = null;
      attached.settle();
      opened(id, composer);
      return await new Promise(() => {}); // what is typed from here on goes over to the session
    } catch (error) {
      toast(error.message);
      return false;
    }
  }

  const example = (text) =>
    h('button', { type: 'button', class: 'example', onclick: () => { composer.setText(text); composer.focus(); } },
      text);
  const examples = h('p', { class: 'examples' });
  const kept = h('p', { class: 'kept-templates', hidden: true });
  const own = h('p', { class: 'soft own-defaults', hidden: true });
  const note = h('div', {});
  const element = h('div', { class: 'welcome-view' },
    h('header', { class: 'session-header plain' }, ...lead, 'Pilothouse'),
    h('div', { class: 'welcome' },
      h('h1', {}, t('layout.what_to_do')),
      h('p', { class: 'soft' },
        t('layout.welcome')),
      composer.element,
      own, kept, examples,
      h('p', { class: 'welcome-ways' },
        h('button', { type: 'button', class: 'link', onclick: () => options(composer.text) },
          t('layout.more_options')),
        h('button', { type: 'button', class: 'link', onclick: allTemplates }, t('templates.templates_more'))), note));

  function drawTemplates() {
    kept.replaceChildren(...templates.all.slice(0, kMostTemplates).map((one) =>
      h('button', { type: 'button', class: 'example template', onclick: () => useTemplate(one) }, icon('mark'),
        visible(one.name))));
    kept.hidden = templates.all.length === 0;
  }

  async function drawDefaults() {
    const words = wishWords(await defaultsHere(health));
    own.replaceChildren(`${t('preferences.with_defaults', { wishes: visible(words.join(' · ')) })} `,
      h('button', { type: 'button', class: 'link', onclick: settings }, t('preferences.change')));
    own.hidden = words.length === 0;
  }

  health.then(({ provider }) => {
    const isDemo = provider === 'demo';
    examples.replaceChildren(...(isDemo ? kDemoExamples
      : kExamples.map((name) => t(`layout.example.${name}`))).map(example));
    note.replaceChildren(isDemo ? demoNote() : '');
  }, () => {});
  const stops = [templates.on('changed', drawTemplates), defaultsNews.on('changed', drawDefaults)];
  drawTemplates();
  drawDefaults();
  templates.load().catch(() => {}); // the dialog of templates says why
  acceptDrops(element, (files) => composer.attach(files), t('layout.drop_here'));
  return { element, composer, focus: () => composer.focus(), close: () => stops.forEach((stop) => stop()) };
}
