// From a template to its session, at once or by the form of a new one.
import { sendMessage } from '../chat/send_message.js';
import { showNewSession } from '../dialogs/new_session.js';
import { get, post } from '../lib/api.js';
import { keepDraft } from '../lib/drafts.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { defaultsHere } from '../preferences/defaults.js';
import { combined } from '../session/wishes.js';
import { showTemplate } from './use_dialog.js';

/** The session stays where its message could not be sent; the task is its draft then. */
async function begin(wishes, task) {
  const { id } = await post('sessions', wishes);
  if (!task) return id;
  try {
    await sendMessage(`sessions/${id}`, task, []);
  } catch (error) {
    keepDraft(`draft.${id}`, task);
    toast(error.message);
  }
  return id;
}

/** `go(id)` is called with the session that was begun. */
export async function useTemplate(template, go) {
  const wishes = combined(template.options, await defaultsHere(get('health')));
  showTemplate(template, wishes, [
    { words: t('templates.more'), deed: async (task) => { showNewSession(task, go, wishes); }, leadsOn: true },
    { words: t('templates.begin'), deed: async (task) => go(await begin(wishes, task)) }]);
}
