import { Refusal } from '../../errors/refusal.js';
import { bounds } from './bounds.js';

/** Whitespace, commas and the byte order mark (skipped), or one comment, string, spread, number, name or sign. */
const lexeme =
  /[\s,\uFEFF]+|#[^\n\r]*|"""(?:[^"\\]|\\(?:""")?|"(?!""))*(?:"""|$)|"(?:[^"\\\n\r]|\\.)*"?|\.{3}|-?\d[\w.+-]*|\w+|./sy;

/**
 * Counts tokens and open brackets without building anything, in one pass that stops at the first excess. The
 * parser comes after: it is recursive, and a document of some kilobytes can take it to the end of the stack.
 * @throws Refusal OPERATION_TOO_LARGE or OPERATION_TOO_DEEP.
 */
export function checkLexemes(source: string): void {
  let tokens = 0;
  let open = 0;
  lexeme.lastIndex = 0;
  while (lexeme.lastIndex < source.length) {
    const start = lexeme.lastIndex;
    const first = source.charCodeAt(start);
    lexeme.test(source);
    // Looking for names to suggest compares with every letter of a long one.
    if (lexeme.lastIndex - start > bounds.word && isOfWord(first)) throw new Refusal('OPERATION_TOO_LARGE');
    if (isIgnored(first)) continue;
    tokens += 1;
    if (tokens > bounds.tokens) throw new Refusal('OPERATION_TOO_LARGE');
    open += bracket(first);
    if (open > bounds.brackets) throw new Refusal('OPERATION_TOO_DEEP');
  }
}

const ignored = new Set([...' \t\n\r,#\uFEFF'].map((character) => character.charCodeAt(0)));

function isIgnored(code: number): boolean {
  return ignored.has(code);
}

const brackets = new Map([
  ...[...'({['].map((character) => [character.charCodeAt(0), 1] as const),
  ...[...')}]'].map((character) => [character.charCodeAt(0), -1] as const),
]);

/** Whether a name or a number begins with it. */
const isOfWord = (code: number): boolean => /[\w-]/.test(String.fromCharCode(code));

function bracket(code: number): number {
  return brackets.get(code) ?? 0;
}
