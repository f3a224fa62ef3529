import { buildSchema, GraphQLError, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { mask } from '../../src/errors/masking.js';
import { refused } from '../../src/errors/refusal.js';
import { describeError } from '../../src/http/logging.js';

const schema = buildSchema('type Query { child(id: ID!, hours: Int): String }');
const reported: unknown[] = [];
const masked = (error: unknown) =>
  mask(error, { requestId: 'r', language: 'nb', suggestions: false, report: (bug) => reported.push(bug) });

describe('an error that no transport has wrapped', () => {
  it.each([
    ['{ chil }', 'OPERATION_INVALID', 'Cannot query field "chil" on type "Query".'],
    [
      '{ child(id: 1, hours: "01017012345") }',
      'OPERATION_INVALID',
      'A literal is not valid here. Expected Int.',
    ],
    ['query($a: Int) { child(id: 1) }', 'OPERATION_INVALID', 'Variable "$a" is never used.'],
  ])('of %s is %s', (query, code, message) => {
    const [error] = validate(schema, parse(query));
    expect([masked(error).extensions.code, masked(error).message]).toEqual([code, message]);
  });

  it.each([
    [
      new GraphQLError('x', {
        extensions: { code: 'BAD_USER_INPUT', validationErrors: [{ value: '01017012345' }] },
      }),
      'INPUT_INVALID',
    ],
    [new GraphQLError('select 1', { path: ['a'], originalError: new Error('select 1') }), 'INTERNAL_ERROR'],
    [new GraphQLError('x', { extensions: { code: 'FORBIDDEN' } }), 'FORBIDDEN'],
    [new GraphQLError('x', { extensions: { code: 'toString' } }), 'INTERNAL_ERROR'],
    [
      Object.assign(new Error('x'), { previous: Object.assign(new Error('x'), { code: '53300' }) }),
      'UNAVAILABLE',
    ],
    [Object.assign(new Error('x'), { code: '42501' }), 'INTERNAL_ERROR'],
    [new Error('Connection terminated unexpectedly'), 'UNAVAILABLE'],
    ['a string', 'INTERNAL_ERROR'],
    [undefined, 'INTERNAL_ERROR'],
  ])('%s is %s, and holds nothing else', (error, code) => {
    const { message, extensions, ...rest } = masked(error);
    expect(extensions).toEqual({ code, requestId: 'r' });
    expect(message).not.toMatch(/select|^x$|01017012345/);
    expect(Object.keys(rest).filter((key) => key !== 'path')).toEqual([]);
  });

  it('that a user can mend names its field, in the reader’s language', () => {
    expect(masked(refused('EMAIL_INVALID', 'contact.email'))).toEqual({
      message: 'E-postadressen er ikke gyldig.',
      extensions: { code: 'EMAIL_INVALID', requestId: 'r', field: 'contact.email' },
    });
  });

  it('is reported when it is ours, and only then', () => {
    reported.length = 0;
    const bug = new Error('ours');
    masked(refused('EMAIL_INVALID', 'email'));
    masked(bug);
    expect(reported).toEqual([bug]);
  });
});

it('a chain of causes that is a ring has an end', () => {
  const error = new Error('a');
  error.cause = new Error('b', { cause: error });
  expect(masked(error).extensions.code).toBe('INTERNAL_ERROR');
});

it('a database’s error is logged without its message', () => {
  const error = Object.assign(new Error("insert into person values ('Kari')"), {
    code: '23505',
    constraint: 'person_key',
  });
  const { stack, ...logged } = describeError(new Error("insert … 'Kari'", { cause: error }));
  expect(logged).toEqual({ type: 'Error', code: '23505', constraint: 'person_key' });
  expect(JSON.stringify(stack)).not.toContain('Kari');
});
