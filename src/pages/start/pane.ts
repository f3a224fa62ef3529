import { ask } from '../asking/ask.js';

const sendMessage = `mutation Send($input: SendMessageInput!) {
  sendMessage(input: $input) { message { id } userErrors { code message } }
}`;

interface Sent {
  readonly sendMessage: { readonly userErrors: readonly { readonly message: string }[] };
}

/** How many messages a pane shows. */
const SHOWN = 3;

/** One person's side of the demonstration: what they have sent and heard, and where they write. */
export class Pane {
  readonly name: string;
  readonly #list: HTMLElement;
  readonly #form: HTMLFormElement;
  readonly #state: HTMLElement;
  /** When somebody began to send a text to this pane. */
  readonly #underWay = new Map<string, number>();

  constructor(
    readonly element: HTMLElement,
    readonly words: DOMStringMap,
  ) {
    this.name = partOf(element, 'h3').textContent;
    this.#list = partOf(element, '.messages');
    this.#form = partOf<HTMLFormElement>(element, 'form');
    this.#state = partOf(element, '.pane-state');
  }

  /** A token for this person, from the demo's own issuer. @throws Error where it gives none. */
  async token(): Promise<string> {
    const { issuer = '', who = '' } = this.element.dataset;
    const { grant = '', client = '' } = this.words;
    const answer = await fetch(`/demo/${issuer}/token`, {
      method: 'POST',
      credentials: 'omit',
      body: new URLSearchParams({ grant_type: grant, client_id: client, who }),
    });
    if (!answer.ok) throw new Error('the issuer gave no token');
    return (await answer.json()).access_token;
  }

  /** Sends what is written here, and lets the other side know when it was sent. */
  writes(threadId: string, other: Pane): void {
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const field = partOf<HTMLInputElement>(this.#form, 'input');
      const text = field.value.trim();
      if (text === '') return;
      field.value = '';
      void this.#send(threadId, text, other);
    });
  }

  async #send(threadId: string, text: string, other: Pane): Promise<void> {
    const token = await this.token();
    other.#underWay.set(text, performance.now());
    const input = { threadId, text, idempotencyKey: crypto.randomUUID() };
    const { data, errors } = await ask<Sent>(sendMessage, { input }, token);
    const fault = data?.sendMessage.userErrors[0] ?? errors?.[0];
    if (data && !fault) this.show(text, 'sent', this.words['me']);
    else this.show(fault?.message ?? '…', 'failed');
  }

  /** Shows what the other wrote, and how long it was on its way. */
  hear(text: string): void {
    const sentAt = this.#underWay.get(text);
    this.#underWay.delete(text);
    const ms = sentAt === undefined ? undefined : Math.round(performance.now() - sentAt);
    this.show(text, 'heard', ms === undefined ? undefined : this.words['after']?.replace('{ms}', `${ms}`));
  }

  show(text: string, kind: 'sent' | 'heard' | 'failed', note?: string): void {
    const item = document.createElement('li');
    item.dataset['kind'] = kind;
    item.append(text);
    if (note !== undefined)
      item.append(Object.assign(document.createElement('small'), { textContent: note }));
    this.#list.append(item);
    while (this.#list.children.length > SHOWN) this.#list.firstElementChild?.remove();
    this.#list.scrollTop = this.#list.scrollHeight;
  }

  tellConnected(isConnected: boolean): void {
    if (!isConnected) this.#state.dataset['state'] = 'connecting';
  }

  /** The stream has begun: nothing that is sent from now on is missed. */
  tellReady(): void {
    this.#state.dataset['state'] = 'listening';
    this.#state.textContent = this.words['listening'] ?? '';
    partOf<HTMLButtonElement>(this.#form, 'button').disabled = false;
  }
}

function partOf<Part extends HTMLElement>(element: HTMLElement, selector: string): Part {
  const found = element.querySelector<Part>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}
