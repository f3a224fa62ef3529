import { Refusal } from '../../errors/refusal.js';
import type { Claimant } from '../../identity/claimant.js';
import { bounds } from '../limits/bounds.js';
import type { Rates } from '../limits/rates.js';
import { senderOf } from '../limits/sender.js';
import type { Door } from '../sign-in/door.js';
import { signedInBy } from '../sign-in/who-asks.js';
import type { Verifier } from '../verifier.js';
import type { Socket } from './socket.js';

export interface EntranceParts {
  readonly verifier: Verifier;
  /** Where people sign in in a browser; nobody does where it is undefined. */
  readonly door?: Door;
  /** How much everybody may ask for; nothing is counted without it. */
  readonly rates?: Rates | undefined;
}

/** Finds out who a socket is, and holds each person to so many sockets. */
export class Entrance {
  readonly #sockets = new Map<string, number>();
  /** Whom each socket that is counted was counted for. */
  readonly #counted = new Map<Socket, string>();

  constructor(readonly parts: EntranceParts) {}

  /**
   * Lets a socket in by the token of its first message, of its upgrade, or by the session of its browser.
   * @returns whether it may stay. False closes it with 4403, which says nothing of why; where time mends it, it has been
   * closed with 1013, which asks to come again.
   */
  async admit(socket: Socket, given: unknown = socket.authorization): Promise<boolean> {
    socket.authorization = undefined;
    const asking = given === undefined ? this.#bySession(socket) : this.#byToken(socket, given);
    const sender = await senderOf(socket.address, asking);
    const standing = await this.parts.rates?.take(sender);
    const { failure } = sender;
    const isPassing = standing?.isEmpty || (failure instanceof Refusal && failure.code === 'UNAVAILABLE');
    if (isPassing) socket.close(1013, 'Try again later');
    if (!socket.claimant || !socket.isOpen) return isPassing ?? false;
    if (this.#count(socket, nameOf(socket.claimant)) > bounds.sockets)
      socket.close(1013, 'Too many connections');
    return true;
  }

  /** A socket has closed. */
  leave(socket: Socket): void {
    const name = this.#counted.get(socket);
    if (name === undefined) return;
    this.#counted.delete(socket);
    const left = (this.#sockets.get(name) ?? 0) - 1;
    if (left > 0) this.#sockets.set(name, left);
    else this.#sockets.delete(name);
  }

  async #byToken(socket: Socket, given: unknown): Promise<Claimant | undefined> {
    socket.browser = undefined;
    const claimant = await this.parts.verifier.verify(typeof given === 'string' ? given : undefined);
    if (claimant && socket.isOpen) socket.endWith(claimant);
    return claimant;
  }

  /** By the cookie of the upgrade. The session's tokens are renewed while the socket is open; its end is the socket's. */
  async #bySession(socket: Socket): Promise<Claimant | undefined> {
    const enter = async () => {
      const entered = await signedInBy(socket.browser ?? {}, this.parts.door);
      if (!entered || !socket.isOpen) throw new Refusal('SESSION_ENDED');
      const { claimant, endsAt } = entered;
      socket.endWith(
        claimant,
        Math.min(claimant.expires * 1_000, endsAt.getTime()),
        async () => void (await enter()),
      );
      return entered;
    };
    const { sessionId } = await enter();
    const letGo = this.parts.door?.watch.hold(sessionId, () => socket.close(4403, 'Forbidden'));
    if (letGo) socket.socket.once('close', letGo);
    return socket.claimant;
  }

  #count(socket: Socket, name: string): number {
    this.#counted.set(socket, name);
    const count = (this.#sockets.get(name) ?? 0) + 1;
    this.#sockets.set(name, count);
    return count;
  }
}

const nameOf = (claimant: Claimant): string =>
  claimant.issuer === 'idporten' ? claimant.pid : claimant.subject;
