import { inject } from 'vitest';
import type { TestCluster } from './cluster.js';

/** The server that this run of the tests has started already; stopping it is not the borrower's affair. */
export async function runningCluster(): Promise<TestCluster> {
  const url = (role: 'superuserUrl' | 'ownerUrl' | 'serverUrl') => (database: string) =>
    inject(role).replace('DATABASE', database);
  return {
    superuserUrl: url('superuserUrl'),
    ownerUrl: url('ownerUrl'),
    serverUrl: url('serverUrl'),
    stop: async () => {},
  };
}
