import { type ClientOptions } from 'ws';
import { RawSocket } from './raw-socket.js';

/** A page, or whatever else was answered at the end of all redirects. */
export interface Page {
  readonly status: number;
  readonly url: string;
  readonly text: string;
  readonly headers: Headers;
  /** Every address on the way, the first one first and the last one last. */
  readonly way: readonly string[];
}

interface Cookie {
  readonly value: string;
  readonly path: string;
  readonly attributes: string;
}

const REDIRECTS = 10;

/** A browser without scripts: it keeps cookies, follows redirects, and says of each request where it comes from. */
export class Browser {
  readonly cookies = new Map<string, Cookie>();

  constructor(
    readonly home: string,
    readonly language = 'nb',
  ) {}

  /** Goes to an address, as somebody who types it or follows a link. */
  async open(address: string, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
    return this.#follow(await this.send('GET', address, { ...navigation, ...headers }));
  }

  /** Sends a form of a page. */
  async post(
    page: string,
    address: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Page> {
    const { origin } = new URL(page);
    const site = origin === new URL(address, page).origin ? 'same-origin' : 'cross-site';
    const said = { ...navigation, origin, 'sec-fetch-site': site, ...headers };
    return this.#follow(await this.send('POST', address, said, new URLSearchParams(fields)));
  }

  /** Asks the API as a script of one of our own pages does. @param headers in place of what the browser would say. */
  async ask(
    query: string,
    headers: Readonly<Record<string, string>> = { origin: this.home, 'sec-fetch-site': 'same-origin' },
    at = this.home,
  ): Promise<{ readonly status: number; readonly code: string | null; readonly data: unknown }> {
    const said = { 'content-type': 'application/json', ...headers };
    const page = await this.send('POST', `${at}/graphql`, said, JSON.stringify({ query }));
    const { data, errors } = JSON.parse(page.text);
    return { status: page.status, code: errors?.[0]?.extensions.code ?? null, data };
  }

  /** What `/session` says. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  async session(at = this.home): Promise<any> {
    return JSON.parse((await this.send('GET', `${at}/session`, { 'sec-fetch-site': 'same-origin' })).text);
  }

  /** Signs in as a person of the demo, without its page. @returns where it ended. */
  async signIn(issuer: string, who: string, returnTo = '/schema.graphql'): Promise<Page> {
    return this.open(`${this.home}/sign-in/${issuer}?who=${who}&returnTo=${encodeURIComponent(returnTo)}`);
  }

  signOut(): Promise<Page> {
    return this.post(this.home, `${this.home}/sign-out`, {});
  }

  /** A socket as a page of ours opens it, with its cookies; nothing is said on it yet. */
  socket(at = this.home, origin = at): Promise<RawSocket> {
    const headers: ClientOptions['headers'] = { origin, cookie: this.#cookieFor(new URL(at)) };
    return RawSocket.open(at, undefined, { headers });
  }

  /** One request, and no further. */
  async send(
    method: string,
    address: string,
    headers: Readonly<Record<string, string>>,
    body?: string | URLSearchParams,
  ): Promise<Page> {
    const url = new URL(address, this.home);
    const cookie = this.#cookieFor(url);
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { 'accept-language': this.language, ...(cookie && { cookie }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line, url);
    const text = await response.text();
    return { status: response.status, url: url.href, text, headers: response.headers, way: [url.href] };
  }

  async #follow(first: Page): Promise<Page> {
    let page = first;
    while (page.status >= 300 && page.status < 400 && page.way.length <= REDIRECTS) {
      const next = await this.send(
        'GET',
        new URL(page.headers.get('location') ?? '', page.url).href,
        navigation,
      );
      page = { ...next, way: [...page.way, next.url] };
    }
    return page;
  }

  #keep(line: string, url: URL): void {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const said = (key: string) =>
      attributes.find((each) => each.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
    const expires = said('expires');
    const isOver = said('max-age') === '0' || (expires !== undefined && Date.parse(expires) < Date.now());
    if (isOver || value === '') this.cookies.delete(name);
    else
      this.cookies.set(name, {
        value,
        path: said('path') ?? url.pathname,
        attributes: attributes.join('; '),
      });
  }

  #cookieFor({ pathname }: URL): string {
    return [...this.cookies]
      .filter(([, { path }]) => path === '/' || pathname === path || pathname.startsWith(`${path}/`))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }
}

const navigation = { accept: 'text/html', 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' };
