/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What the viewer is to the schools. Somebody with several roles sees what each of them sees. */
export type ViewerRole =
  /** Keeps the archive. */
  | 'ARCHIVIST'
  /** Personvernombud. */
  | 'DATA_PROTECTION_OFFICER'
  /** Has children here; signed in with ID-porten. */
  | 'GUARDIAN'
  /** A machine client, signed in with Maskinporten. */
  | 'MACHINE'
  /** Administers the municipality’s schools. */
  | 'MUNICIPAL_ADMIN'
  /** Leads a school. */
  | 'PRINCIPAL'
  /** Goes to school here; signed in with Feide. */
  | 'PUPIL'
  /** Keeps a school’s register. */
  | 'SCHOOL_OFFICE'
  /** Leads the after-school care. */
  | 'SFO_LEADER'
  /** Works in the after-school care. */
  | 'SFO_STAFF'
  /** Teaches. */
  | 'TEACHER';

export type OwnChildrenQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnChildrenQuery = { viewer: { roles: Array<ViewerRole>, children: Array<{ id: string, name: string, birthDate: string, school: { name: string } }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const OwnChildrenDocument = new TypedDocumentString(`
    query OwnChildren {
  viewer {
    roles
    children {
      id
      name
      birthDate
      school {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OwnChildrenQuery, OwnChildrenQueryVariables>;