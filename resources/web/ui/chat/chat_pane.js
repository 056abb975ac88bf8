// The conversation side of a session: transcript, questions, composer.
import { h } from '../lib/dom.js';
import { toast } from '../lib/toast.js';
import { uploadAll } from '../files/upload.js';
import { acceptDrops } from '../files/drop.js';
import { Approvals } from './approval_card.js';
import { Composer } from './composer.js';
import { Transcript } from './transcript.js';

export class ChatPane {
  #session;

  constructor(session) {
    this.#session = session;
    this.transcript = new Transcript(session);
    this.composer = new Composer({ send: (text) => this.#send(text), attach: (files) => this.#bring(files) });
    this.approvals = new Approvals(session, toast);
    this.element = h('section', { class: 'pane chat-pane', 'aria-label': 'Chat' },
      this.transcript.element, this.approvals.element, this.composer.element);
    this.transcript.setEmpty(h('p', {}, 'Describe the task. The desktop starts with your first message.'));
    session.on('state', () => this.composer.setStatus(session.status, session.state.control.holder === 'person'));
    acceptDrops(this.element, (files) => this.#bring(files));
  }

  async #send(text) {
    try {
      if (this.#session.isRunning) {
        await this.#session.interrupt();
        await this.#session.whenIdle();
      }
      await this.#session.send(text);
      this.transcript.toEnd();
      return true;
    } catch (error) {
      toast(error.message);
      return false;
    }
  }

  async #bring(files) {
    for (const name of await uploadAll(this.#session, files)) this.composer.insert(`~/${name} `);
  }
}
