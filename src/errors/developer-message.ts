import { type GraphQLError, Kind } from 'graphql';
import { withoutIdentityNumbers } from './identity-number.js';

const literals = new Set<string>([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);

/** What graphql-js expected, by the places where its messages name it: names of types, never values. */
const expectations = [
  /^Expected value of type "(?<type>[[]*[A-Za-z]\w*[\]!]*)"/,
  /^Enum "(?<type>[A-Za-z]\w*)" cannot represent/,
  /(?:^|; )(?<type>[A-Z]\w*) cannot represent/,
  /Expected (?:non-nullable )?(?:value of )?type "(?<type>[[]*[A-Za-z]\w*[\]!]*)"[^"]*$/,
  /Expected type (?<type>[A-Za-z]\w*)(?: to be an object)?\.$/,
  /does not exist in "(?<type>[A-Za-z]\w*)" enum\.[^.]*$/,
];

/** Sentences of graphql-js that hold names of the schema alone, at the end of a coercion error. */
const harmlessEnd = /; (Field "[_A-Za-z]\w*" of required type "[\w![\]]+" was not provided\.)$/;

/** Where in the variable it is: names of fields and small indexes. */
const place = /^ at "([_A-Za-z]\w*(?:\.[_A-Za-z]\w*|\[\d{1,4}\])*)"; /;

/** Messages echo whole values; only their ends are looked at, so that a long one costs no time. */
const END = 400;

/**
 * The message of an error of graphql-js as a developer may see it: with names of the schema, without what a user
 * wrote in literals and variables. Always in English.
 */
export function developerMessage(error: GraphQLError, suggestions: boolean): string {
  const message = withoutIdentityNumbers(withoutValues(error).slice(0, END));
  return suggestions ? message : message.replace(/ ?Did you mean .*$/s, '');
}

function withoutValues(error: GraphQLError): string {
  const { message } = error;
  if (message.startsWith('Syntax Error')) return syntaxMessage(message.slice(0, END));
  const variable = /^Variable "\$(\w+)" (?:got|has) invalid value /.exec(message)?.[1];
  if (variable !== undefined) return variableMessage(variable, message.slice(-END));
  const argument = /^Argument "(\w+)" has invalid value/.exec(message)?.[1];
  if (argument !== undefined) return `Argument "${argument}" has an invalid value.`;
  const isAboutLiteral = error.nodes?.some((node) => literals.has(node.kind)) ?? false;
  return isAboutLiteral ? `A literal is not valid here.${expected(message)}` : message;
}

/** Tokens that hold values are named by their kind. */
function syntaxMessage(message: string): string {
  return message.replace(/\b(String|BlockString|Int|Float|Comment) ".*$/s, '$1.').replace(/: ".*$/s, '.');
}

function variableMessage(name: string, end: string): string {
  const path = lastPlace(end);
  const where = path === undefined ? '' : ` at "${path}"`;
  const reason = harmlessEnd.exec(end)?.[1];
  return `Variable "$${name}" got an invalid value${where}.${reason === undefined ? expected(end) : ` ${reason}`}`;
}

function lastPlace(message: string): string | undefined {
  const at = message.lastIndexOf(' at "');
  return at < 0 ? undefined : place.exec(message.slice(at))?.[1];
}

function expected(message: string): string {
  const ends = message.length > 2 * END ? [message.slice(0, END), message.slice(-END)] : [message];
  for (const end of ends)
    for (const expectation of expectations) {
      const type = expectation.exec(end)?.groups?.type;
      if (type !== undefined) return ` Expected ${type}.`;
    }
  return '';
}
