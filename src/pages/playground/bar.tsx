import type { ChangeEvent } from 'react';
import { type Session, signInAddress } from '../asking/session.js';
import type { Who } from '../asking/who.js';
import type { Words } from './words.js';

interface BarProps {
  readonly words: Words;
  readonly session: Session;
  readonly who: Who | undefined;
  onRestore(): void;
}

/** Who asks, until when, and how to ask as somebody else. */
export function Bar({ words, session, who, onRestore }: BarProps) {
  return (
    <section className="bar" aria-label={words['whoAsks']}>
      <p className="bar-who" data-signed-in={session.signedIn}>
        {session.signedIn ? <Signed words={words} session={session} who={who} /> : words['notSignedIn']}
      </p>
      <div className="bar-ways">
        <button className="bar-quiet" type="button" onClick={onRestore}>
          {words['restore']}
        </button>
        {session.demo ? (
          <People words={words} session={session} />
        ) : (
          <Issuers words={words} session={session} />
        )}
        {session.signedIn && (
          <form method="post" action="/sign-out">
            <button className="bar-button" type="submit">
              {words['signOut']}
            </button>
          </form>
        )}
      </div>
    </section>
  );
}

function Signed({ words, session, who }: Omit<BarProps, 'onRestore'>) {
  const roles = who?.roles.map((role) => words[role] ?? role).join(', ');
  const facts = [roles || words['noRole'], who?.municipalities.join(', ')].filter(Boolean).join(' · ');
  return (
    <>
      <strong>{who?.name || words['signedIn']}</strong>
      <span>{facts}</span>
      {session.expiresAt && (
        <span>
          {words['until']} <time dateTime={session.expiresAt}>{clock(session.expiresAt)}</time>
        </span>
      )}
    </>
  );
}

/** In the demo anybody can be anybody. */
function People({ words, session }: Pick<BarProps, 'words' | 'session'>) {
  const choose = ({ target }: ChangeEvent<HTMLSelectElement>) => {
    const person = session.people.find(({ who }) => who === target.value);
    if (person) location.assign(signInAddress(person.issuer, person.who));
  };
  const places = [...new Set(session.people.map(({ municipality }) => municipality))];
  return (
    <select aria-label={words['signInAs']} value="" onChange={choose}>
      <option value="" disabled>
        {session.signedIn ? words['changePerson'] : words['signInAs']}
      </option>
      {places.map((place) => (
        <optgroup key={place} label={place}>
          {session.people
            .filter(({ municipality }) => municipality === place)
            .map((person) => (
              <option key={person.who} value={person.who}>
                {person.name} – {person.about}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}

function Issuers({ words, session }: Pick<BarProps, 'words' | 'session'>) {
  if (session.signedIn) return null;
  return session.issuers.map((issuer) => (
    <a key={issuer} className="bar-button" href={signInAddress(issuer)}>
      {words['signInWith']} {issuer === 'feide' ? 'Feide' : 'ID-porten'}
    </a>
  ));
}

function clock(time: string): string {
  const { lang } = document.documentElement;
  return new Date(time).toLocaleTimeString(lang, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}
