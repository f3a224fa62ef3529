import { type GraphQLObjectType, buildSchema as parseSchema } from 'graphql';
import { Field, ObjectType } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { text } from '../../entities/declare/columns.js';
import { Impersonal, Personal } from '../../entities/declare/personal.js';
import { type Class, declarationOf } from '../../entities/declare/registry.js';
import { privacy, privacyFaults } from '../check/privacy.js';

const facts = {
  purpose: 'to reach the guardian',
  basis: 'art6-1c-opplaeringslova',
  retention: 'while-relevant',
  source: 'guardian',
  recipients: ['school'],
} as const;

describe('every type that clients see, and every table', () => {
  it('says what personal data it holds, for what, by which right, how long, from whom and for whom', async () => {
    expect(await privacy.find()).toEqual([]);
  });
});

describe('a type with faults in it', () => {
  const faultsOf = (type: Class) =>
    privacyFaults([], [type], new Map([[type, declarationOf(type)] as const]));

  it('is caught when it says nothing, as a type and as a table', () => {
    class Diary {}
    const { Diary: type } = parseSchema('type Query { a: Diary } type Diary { b: Int }').getTypeMap();
    expect(privacyFaults([type as GraphQLObjectType], [], new Map())).toEqual([
      'Diary says nothing of personal data',
    ]);
    expect(privacyFaults([], [Diary], new Map())).toEqual(['Diary says nothing of personal data']);
  });

  it('is caught when it declares columns, but not whether they are personal', () => {
    @ObjectType()
    class Letter {
      @Field(() => String) @text('The text.', { hidden: true }) body!: string;
    }
    expect(faultsOf(Letter)).toEqual(['Letter says nothing of personal data']);
  });

  it('is caught when a fact is left empty', () => {
    @Personal({ ...facts, purpose: '' })
    class Note {}
    expect(faultsOf(Note)).toEqual(['Note lacks its purpose']);
  });

  it('is caught when a field of an impersonal type is personal without all the facts', () => {
    @Impersonal()
    class Notice {
      @text('Who wrote it.', { hidden: true, personal: { source: 'school', purpose: 'to know who wrote' } })
      author!: string;
    }
    expect(faultsOf(Notice)).toEqual([
      'Notice.author lacks its basis',
      'Notice.author lacks its retention',
      'Notice.author lacks its recipients',
    ]);
  });

  it('passes where a field takes what it does not say itself from its type', () => {
    @Personal(facts)
    class Contact {
      @text('E-mail.', { hidden: true, personal: { source: 'folkeregisteret' } }) email!: string;
    }
    expect(faultsOf(Contact)).toEqual([]);
  });
});
