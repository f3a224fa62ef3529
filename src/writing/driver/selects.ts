import { LRUCache } from 'lru-cache';
import type { Bound } from './bound.js';
import { Carrier, type Row } from './carrier.js';
import { markFor, type TakenApart, takenApart } from './condition.js';

/** The most statements that are remembered. */
const REMEMBERED = 500;

/** A statement, and what each of its places takes: the number of a value that was asked with, or a value of its own. */
interface Select {
  readonly text: string;
  readonly takes: readonly (number | { readonly own: unknown })[];
}

type Write = (marked: object, listener: Carrier) => Promise<unknown>;

/**
 * The SELECTs that MikroORM has written, by what was asked. It would write each anew each time, which was an eighth of
 * what an act takes of the program.
 */
export class Selects {
  readonly #written = new LRUCache<string, Select | 'unknown'>({ max: REMEMBERED });

  /**
   * The statement for a condition, and its values; undefined where it can't be remembered.
   * @param key of all that it depends on beside the condition.
   * @param write lets MikroORM write it for a condition in which marks stand in the place of values.
   */
  async of(key: string, where: object, write: Write): Promise<Bound | undefined> {
    const apart = takenApart(where);
    if (!apart) return undefined;
    const { shape, values, marked } = apart;
    const name = `${key} ${shape}`;
    const found = this.#written.get(name) ?? (await learned(values, (listener) => write(marked, listener)));
    this.#written.set(name, found);
    if (found === 'unknown') return undefined;
    const { text, takes } = found;
    return { text, values: takes.map((take) => (typeof take === 'number' ? values[take] : take.own)) };
  }
}

async function learned(
  values: TakenApart['values'],
  write: (carrier: Carrier) => Promise<unknown>,
): Promise<Select | 'unknown'> {
  const listener = new Listener();
  await write(listener);
  const [heard, another] = listener.heard;
  if (!heard?.values || another) return 'unknown';
  const marks = values.map((value, index) => plainly(markFor(value, index + 1)));
  const takes = heard.values.map((value) => {
    const index = marks.indexOf(plainly(value));
    return index < 0 ? { own: value } : index;
  });
  // Each value has to have its place, or two conditions would be taken for one.
  const taken = new Set(takes.filter((take) => typeof take === 'number'));
  return taken.size === values.length ? { text: heard.text, takes } : 'unknown';
}

const plainly = (value: unknown): unknown => (value instanceof Date ? `\u0001at ${value.getTime()}` : value);

/** Hears statements and carries none out. */
class Listener extends Carrier {
  readonly heard: { readonly text: string; readonly values: readonly unknown[] | undefined }[] = [];

  override async read(text: string, values: readonly unknown[] | undefined): Promise<readonly Row[]> {
    this.heard.push({ text, values });
    return [];
  }

  override write(text: string, values: readonly unknown[] | undefined): void {
    this.heard.push({ text, values });
  }
}
