// The bar over a session: what it is called, how the run stands, and what stops it. Always in view.
import { h, setText } from '../lib/dom.js';
import { count, duration, money, statusWord, titleOf } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { titleIs } from '../lib/page_title.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { visible } from '../session/invisible.js';
import { serverWords } from '../lib/server_words.js';
import { usedUp } from '../session/settings.js';

function button(words, name, glyph, onclick) {
  return h('button', { class: name, type: 'button', 'aria-label': words, onclick }, icon(glyph), h('span', {}, words));
}

function stepWords(step, limit, isShort) {
  if (isShort) return limit ? `${step}/${limit}` : step;
  return limit ? t('layout.step_of', { step, limit }) : t('layout.step', { step });
}

/** "Step 3 of 50", "12.4k tokens", "$0.03 of $1.00" and so on, as far as known; or "3/50" and "12.4k". */
export function factsOf(session, now, isShort = false) {
  const { run } = session.state;
  const { record } = session;
  const facts = [];
  if (run && !run.endedAt) {
    const limit = record.max_steps > 0 ? record.max_steps : null;
    facts.push(stepWords(String(run.steps + 1), limit && String(limit), isShort), duration(now - run.startedAt));
  }
  const { tokens, cost } = session.totals;
  if (tokens > 0) facts.push(t(isShort ? 'layout.tokens_short' : 'layout.tokens', { tokens: count(tokens) }));
  if (record.max_cost_usd > 0)
    facts.push(t('layout.cost_of', { cost: money(cost), budget: money(record.max_cost_usd) }));
  else if (cost > 0) facts.push(money(cost));
  return facts;
}

/** The used part of the tightest budget, 0 to 1; null without a budget. */
export function budgetUsed(session) {
  const { run } = session.state;
  const { record } = session;
  const parts = [];
  if (record.max_cost_usd > 0) parts.push(session.totals.cost / record.max_cost_usd);
  if (record.max_steps > 0 && run && !run.endedAt) parts.push(run.steps / record.max_steps);
  return parts.length > 0 ? Math.min(1, Math.max(...parts)) : null;
}

export class SessionHeader {
  #session;
  #page;
  #title = h('input',
    { class: 'title', type: 'text', dir: 'auto', 'aria-label': t('layout.title'), maxlength: '200',
      spellcheck: 'false' });
  #heading = h('h1', { class: 'for-ears' }); // the title is a field
  #status = h('span', { class: 'status' });
  #facts = h('span', {});
  #budget = h('progress', { class: 'budget-bar', max: '1', hidden: true, 'aria-label': t('layout.budget_used') });
  #pause; #resume; #stop;
  #timer;

  /** `lead` and `tools` are elements before the title and after the buttons; `page`: what the browser's tab names. */
  constructor(session, { lead = [], tools = [], page = 'Pilothouse' } = {}) {
    this.#session = session;
    this.#page = page;
    this.#pause = button(t('layout.pause'), '', 'pause', () => this.#do('pause'));
    this.#resume = button(t('layout.resume'), 'primary', 'play', () => this.#do('resume'));
    this.#stop = button(t('layout.stop'), 'danger', 'stop', () => this.#do('interrupt'));
    this.#stop.title = t('layout.stop_hint');
    this.element = h('header', { class: 'session-header' }, this.#heading, ...lead, this.#title,
      h('span', { class: 'run-state' }, this.#status), h('span', { class: 'facts' }, this.#facts),
      h('span', { class: 'run-buttons' }, this.#pause, this.#resume, this.#stop), ...tools, this.#budget);
    this.#title.onchange = () => this.#rename();
    this.#title.onkeydown = (event) => { if (event.key === 'Enter') this.#title.blur(); };
    session.on('record', () => this.#draw());
    session.on('state', () => this.#draw());
    this.#timer = setInterval(() => session.isBusy && this.#drawFacts(), 1000);
  }

  close() {
    clearInterval(this.#timer);
  }

  async #do(deed) {
    try {
      await this.#session[deed]();
    } catch (error) {
      toast(error.message);
    }
  }

  async #rename() {
    const title = this.#title.value.trim();
    if (!title || title === this.#name()) return this.#draw();
    try {
      await this.#session.rename(title);
    } catch (error) {
      toast(error.message);
    }
    return this.#draw();
  }

  #name() {
    const first = this.#session.state.items.find((item) => item.kind === 'user');
    return visible(titleOf({ ...this.#session.record, preview: { first_message: first?.text } }));
  }

  #draw() {
    const { status, record } = this.#session;
    if (!record) return;
    const name = this.#name();
    if (document.activeElement !== this.#title) this.#title.value = name;
    this.#title.title = name; // it may be cut
    setText(this.#heading, name);
    titleIs(`${name} · ${this.#page}`);
    this.#status.dataset.status = status;
    setText(this.#status, statusWord(status));
    this.#status.title = visible(serverWords(this.#session.state.reason));
    this.#pause.hidden = !this.#session.isBusy;
    this.#stop.hidden = !this.#session.isRunning;
    // A run that waits for the wheel goes on by itself when it is handed back.
    const isSteered = this.#session.state.control.holder === 'person';
    const used = usedUp(this.#session);
    this.#resume.hidden = isSteered || !['paused', 'interrupted', 'error'].includes(status)
      || ['max_cost_usd', 'max_tokens_total'].includes(used); // it would end at once
    this.#resume.className = status === 'paused' && !used ? 'primary' : '';
    this.#drawFacts();
  }

  #drawFacts() {
    const { status, state } = this.#session;
    const isShort = matchMedia('(max-width: 479px)').matches;
    const facts = factsOf(this.#session, Date.now(), isShort);
    setText(this.#facts,
      (status === 'paused' && state.reason && !isShort ? [visible(serverWords(state.reason)), ...facts]
        : facts).join(' · '));
    const used = budgetUsed(this.#session);
    this.#budget.hidden = used === null;
    if (used !== null) this.#budget.value = used;
    this.#budget.classList.toggle('tight', used > 0.8);
  }
}
