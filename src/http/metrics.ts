import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Exchange } from './exchange.js';

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

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  countOperation(exchange: Exchange): void {
    this.operations.inc({ type: exchange.operationType ?? 'none', code: exchange.codes[0] ?? 'OK' });
  }

  timeRequest(route: string, status: number, seconds: number): void {
    this.duration.observe({ route, status }, seconds);
  }
}
