// The conversation side of a session: transcript, questions, composer.
import { h } from '../lib/dom.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { uploadsOf } from '../files/upload.js';
import { uploadList } from '../files/upload_list.js';
import { acceptDrops } from '../files/drop.js';
import { Approvals } from './approvals.js';
import { budgetOffer } from './budget_offer.js';
import { callOffer } from './call_offer.js';
import { Composer, joined } from './composer.js';
import { attachmentsOf } from './attachments.js';
import { sendMessage } from './send_message.js';
import { until } from '../session/waiting.js';
import { Forks, closedBar } from './forks.js';
import { Transcript } from './transcript.js';

const kPatience = 3000; // ms

const hasBegun = (run) => run?.endedAt === null && run.steps > 0;

export class ChatPane {
  #session;

  constructor(session) {
    this.#session = session;
    const forks = new Forks(session);
    this.transcript = new Transcript(session, forks);
    this.composer = new Composer({ draft: `draft.${session.id}`, send: (message) => this.#send(message),
      attach: (files) => this.#bring(files) });
    this.approvals = new Approvals(session, toast, () => this.#goOn());
    this.element = h('section', { class: 'pane chat-pane', 'aria-label': t('chat.chat') },
      this.transcript.element, callOffer(session), budgetOffer(session), this.approvals.element,
      uploadList(uploadsOf(session)).element, closedBar(session, forks), this.composer.element);
    this.transcript.setEmpty(h('p', {}, t('chat.describe_first')));
    session.on('state', () => this.composer.setStatus(session.status, session.state.control.holder === 'person'));
    acceptDrops(this.element, (files) => this.composer.attach(files),
      t('chat.drop_here'));
  }

  // On a phone the composer would bring up the keyboard.
  #goOn() {
    if (matchMedia('(min-width: 760px)').matches) this.composer.focus();
    else this.transcript.scroller.focus();
  }

  // While the agent works, a message stops it first. Several in one breath are one: a run that has
  // done nothing yet would be stopped for nothing.
  async #send(message) {
    let queued = null;
    try {
      await this.#untilIdle();
      queued = this.composer.takeQueued();
      const { text, attached } = queued ? joined([message, queued]) : message;
      const record = await sendMessage(this.#session.path, text, attached,
        (item) => attachmentsOf(`draft.${this.#session.id}`).emit('progress', item));
      this.transcript.toEnd();
      await this.#untilToldOf(record);
      return true;
    } catch (error) {
      toast(error.message);
      if (queued) this.composer.giveBack(queued);
      return false;
    }
  }

  /** A run that is going on is stopped, once it has done a step or kPatience is over. */
  async #untilIdle() {
    const session = this.#session;
    await until(session, () => !session.isRunning || hasBegun(session.state.run), kPatience);
    if (!session.isRunning) return;
    await session.interrupt().catch(async (error) => {
      await until(session, () => !session.isRunning, kPatience);
      if (session.isRunning) throw error; // else it has ended by itself meanwhile
    });
    await until(session, () => !session.isRunning);
  }

  /** The server takes no message beside the run that it has begun: the next one has to know of that run. */
  #untilToldOf({ last_seq: seq }) {
    return until(this.#session, () => this.#session.state.lastSeq >= seq, kPatience);
  }

  #bring(files) {
    uploadsOf(this.#session).bring(files, { then: (path) => this.composer.insert(`~/${path} `) });
  }
}
