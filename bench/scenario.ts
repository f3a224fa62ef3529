import type { Login } from './issuer.js';

/** One synthetic person with what that person asks for. */
export interface Visit {
  readonly login: Login;
  /** Variables of both GraphQL documents and of the statement. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The same question to the product, to PostGraphile and to PostgreSQL. */
export interface Scenario {
  readonly key: string;
  readonly title: string;
  /** SQL for the owner: `login` (a sealed identity number or Feide's subject), and a column for each variable. */
  readonly visits: string;
  readonly issuer: Login['issuer'];
  /** The variables that the statement takes, in order. */
  readonly parameters: readonly string[];
  readonly ours: string;
  readonly postgraphile: string;
  /** One statement that gives the text of the whole answer. */
  readonly statement: string;
  /** Ids of the children whose sensitive rows the answer holds; set where employees' looks are logged. */
  readonly looks?: string;
  /** Brings PostGraphile's data into the product's shape, where aliases alone can't. */
  reshape?(data: unknown): unknown;
  readonly target: { readonly postgraphile: number; readonly limit: number };
  /** Messages to the database that one operation may take. */
  readonly messages: number;
}

/** How many people take part in each scenario. */
export const CROWD = 32;
