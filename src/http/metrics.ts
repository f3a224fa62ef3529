import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Exchange } from './exchange.js';
import type { LiveSource } from './live-source.js';

/** How many times are kept for somebody who asks for them; whoever does, asks often. */
const MOST_TIMES = 20_000;

/** What the server counts, in a registry of its own. No label holds anything that a client chose. */
export class Metrics {
  readonly registry = new Registry();

  private readonly operations = new Counter({
    name: 'skolegraf_operations_total',
    help: 'GraphQL operations by type and by the code of their first error, OK without one.',
    labelNames: ['type', 'code'] as const,
    registers: [this.registry],
  });

  private readonly duration = new Histogram({
    name: 'skolegraf_request_duration_seconds',
    help: 'Time from a request to its answer, by route and status.',
    labelNames: ['route', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  readonly inFlight = new Gauge({
    name: 'skolegraf_requests_in_flight',
    help: 'Requests that are being answered.',
    registers: [this.registry],
  });

  #times: number[] = [];

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Counts the live side of the node too, from the moment when it is there. */
  watch(live: LiveSource): void {
    new Gauge({
      name: 'skolegraf_streams_open',
      help: 'Subscriptions that are open on this node.',
      registers: [this.registry],
      collect() {
        this.set(live.streams());
      },
    });
    new Gauge({
      name: 'skolegraf_event_lag_seconds',
      help: 'Time from when the newest event was written until this node had it.',
      registers: [this.registry],
      collect() {
        this.set((live.lag() ?? 0) / 1000);
      },
    });
  }

  countOperation(exchange: Exchange): void {
    this.operations.inc({ type: exchange.operationType ?? 'none', code: exchange.codes[0] ?? 'OK' });
  }

  timeRequest(route: string, status: number, seconds: number): void {
    this.duration.observe({ route, status }, seconds);
    if (route === '/graphql' && this.#times.length < MOST_TIMES) this.#times.push(seconds * 1000);
  }

  /** How many milliseconds each operation took, since this was last asked. */
  takeTimes(): number[] {
    const taken = this.#times;
    this.#times = [];
    return taken;
  }
}
