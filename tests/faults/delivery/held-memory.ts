import { WebSocket } from 'ws';

const MEMORY = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())';

/** The bytes that a Node.js process holds after it has collected its garbage, asked through its inspector. */
export async function heldBy(inspector: string): Promise<number> {
  const socket = new WebSocket(inspector, { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const ask = (id: number, method: string, params = {}) =>
    new Promise<{ value?: number }>((resolve) => {
      socket.on('message', (data) => {
        const answer = JSON.parse(String(data)) as { id?: number; result: { result?: { value?: number } } };
        if (answer.id === id) resolve(answer.result.result ?? {});
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
  try {
    await ask(1, 'HeapProfiler.collectGarbage');
    const { value } = await ask(2, 'Runtime.evaluate', { expression: MEMORY, returnByValue: true });
    return value ?? Number.NaN;
  } finally {
    socket.terminate();
  }
}
