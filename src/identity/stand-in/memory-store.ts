import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

const capacity = 5_000;

interface Kept {
  readonly payload: AdapterPayload;
  readonly until: number;
}

/**
 * Where a stand-in issuer keeps sessions and codes: in memory, the oldest give way. A restart ends the sessions, not
 * the access tokens, which are signed and stored nowhere. (oidc-provider's own is private and warns on the console.)
 */
export function memoryStore(): AdapterFactory {
  const kept = new Map<string, Kept>();
  return (model) => storeOf(model, kept);
}

function storeOf(model: string, kept: Map<string, Kept>): Adapter {
  const payloadOf = (key: string) => {
    const found = kept.get(key);
    return found !== undefined && found.until > Date.now() ? found.payload : undefined;
  };
  const findBy = async (name: 'uid' | 'userCode', value: string) => {
    for (const key of kept.keys()) {
      const payload = key.startsWith(`${model}:`) ? payloadOf(key) : undefined;
      if (payload?.[name] === value) return payload;
    }
    return undefined;
  };
  return {
    async upsert(id, payload, expiresIn = Number.POSITIVE_INFINITY) {
      kept.delete(`${model}:${id}`);
      kept.set(`${model}:${id}`, { payload, until: Date.now() + expiresIn * 1_000 });
      for (const oldest of kept.keys()) if (kept.size > capacity) kept.delete(oldest);
    },
    find: async (id) => payloadOf(`${model}:${id}`),
    findByUid: (uid) => findBy('uid', uid),
    findByUserCode: (userCode) => findBy('userCode', userCode),
    async consume(id) {
      const payload = payloadOf(`${model}:${id}`);
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1_000);
    },
    async destroy(id) {
      kept.delete(`${model}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
    },
  };
}
