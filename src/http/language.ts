import type { Language } from '../errors/catalogue.js';

/** Language ranges of Accept-Language that we have an answer for. */
const known: ReadonlyMap<string, Language> = new Map([
  ['nb', 'nb'],
  ['no', 'nb'],
  ['nn', 'nn'],
  ['en', 'en'],
]);

/**
 * The language for a request's sentences: the most wanted one of nb (also `no`), nn and en. English where the
 * header is absent or names none of them: browsers always send it, so its sender is a program and its developer.
 */
export function languageFrom(acceptLanguage: string | undefined): Language {
  if (!acceptLanguage) return 'en';
  const wanted = acceptLanguage
    .slice(0, 200)
    .split(',')
    .map(rangeOf)
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  for (const { language } of wanted) if (language !== undefined) return language;
  return 'en';
}

function rangeOf(range: string): { language: Language | undefined; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return {
    language: known.get(tag.split('-')[0] ?? ''),
    weight: weight === undefined ? 1 : Number(weight) || 0,
  };
}
