// All templates: to be used, changed, made.
import { showDialog } from '../dialogs/dialog.js';
import { h } from '../lib/dom.js';
import { firstLine } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { visible } from '../session/invisible.js';
import { editTemplate } from './edit_dialog.js';
import { templates } from './templates.js';

const kLine = 160; // characters of a task

/** `use(template)` is called for the one that is chosen, when the dialog is closed. */
export function showTemplates(use) {
  const list = h('ul', { class: 'secrets templates' });
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });

  function row(template) {
    const name = visible(template.name);
    const choose = () => {
      dialog.close();
      use(template);
    };
    return h('li', {},
      h('button', { class: 'quiet name', type: 'button', onclick: choose }, icon('mark'),
        h('span', {}, h('strong', { dir: 'auto' }, name),
          h('small', { dir: 'auto' }, visible(firstLine(template.task, kLine)) || t('templates.no_task')))),
      h('button', { class: 'quiet', type: 'button', 'aria-label': t('templates.change_name', { name }),
        title: t('templates.change'), onclick: () => editTemplate(template) }, icon('pencil')));
  }

  function draw() {
    list.replaceChildren(...(templates.all.length > 0 ? templates.all.map(row)
      : [h('li', { class: 'none' }, t('templates.none'))]));
  }

  draw();
  const stop = templates.on('changed', draw);
  const dialog = showDialog(t('templates.templates'), [list, problem, h('div', { class: 'dialog-foot' },
    h('button', { class: 'primary', type: 'button', onclick: () => editTemplate() }, icon('plus'),
      t('templates.new')))],
  { wide: true, onclose: stop });
  templates.load().catch((error) => {
    problem.textContent = error.message;
    problem.hidden = false;
  });
}
