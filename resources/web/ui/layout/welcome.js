// The page before a session is chosen: say what shall be done, and it begins.
import { post } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { Composer } from '../chat/composer.js';
import { toast } from '../lib/toast.js';

const kExamples = [
  'Open Firefox and tell me what the start page says', 'Write a haiku into a file and show it in an editor',
  'Find out which programs this desktop has'];
const kDemoExamples = [
  'Show me around', 'open terminal; type "uname -a"; key Return', 'open firefox about:support; wait 2; screenshot'];

/** `page`: {lead: elements, health: answer of /health/ or null, opened(id), options(task)}. */
export function welcome({ lead, health, opened, options }) {
  const isDemo = health?.provider === 'demo';
  const composer = new Composer({ draft: 'draft', send: begin, attach() {} });
  composer.hideAttach();

  async function begin(text) {
    try {
      const session = await post('sessions', {});
      await post(`sessions/${session.id}/messages`, { message: text });
      opened(session.id, composer);
      return await new Promise(() => {}); // what is typed from here on goes over to the session
    } catch (error) {
      toast(error.message);
      return false;
    }
  }

  const example = (text) =>
    h('button', { type: 'button', class: 'example', onclick: () => { composer.setText(text); composer.focus(); } },
      text);
  const element = h('div', { class: 'welcome-view' },
    h('header', { class: 'session-header plain' }, ...lead, 'Pilothouse'),
    h('div', { class: 'welcome' },
      h('h1', {}, 'What should the agent do?'),
      h('p', { class: 'soft' },
        'The agent gets a desktop of its own. You watch, correct it, approve what matters, and take the wheel whenever you like.'),
      composer.element,
      h('p', { class: 'examples' }, ...(isDemo ? kDemoExamples : kExamples).map(example)),
      h('p', {},
        h('button', { type: 'button', class: 'link', onclick: () => options(composer.text) },
          'Model, budget, approvals and more…')),
      isDemo ? h('aside', { class: 'demo-note' }, h('strong', {}, 'The demo model answers. '),
        'It follows simple commands and takes no real tasks. For a real one, start the server with ',
        h('code', {}, 'ANTHROPIC_API_KEY'), ' set.') : null));
  return { element, composer, focus: () => composer.focus() };
}
