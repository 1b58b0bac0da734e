import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { HostsNow } from './studies/hosts.ts'

/** What Prometheus is told. */
export class Metrics {
  readonly registry = new Registry()
  readonly #requests = new Counter({
    name: 'opendome_http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status'] as const,
    registers: [this.registry],
  })
  readonly #seconds = new Histogram({
    name: 'opendome_http_request_seconds',
    help: 'Time to the end of an answer, s',
    labelNames: ['route'] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers: [this.registry],
  })

  constructor(now: {
    readonly questions: () => number
    readonly studies: () => Map<string, number>
    /** Undefined without Redis. */
    readonly hosts: (() => Promise<HostsNow>) | undefined
  }) {
    collectDefaultMetrics({ register: this.registry })
    new Gauge({
      name: 'opendome_questions_open',
      help: 'Questions that are being answered or wait',
      registers: [this.registry],
      collect() {
        this.set(now.questions())
      },
    })
    new Gauge({
      name: 'opendome_studies',
      help: 'Studies of this server by state',
      labelNames: ['state'] as const,
      registers: [this.registry],
      collect() {
        this.reset()
        for (const [state, count] of now.studies()) this.set({ state }, count)
      },
    })
    const { hosts } = now
    if (hosts === undefined) return
    new Gauge({
      name: 'opendome_redis_up',
      help: '1 while the Redis of the server answers, else 0',
      registers: [this.registry],
      async collect() {
        this.set(Number((await hosts()).reachable))
      },
    })
    new Gauge({
      name: 'opendome_hosts',
      help: 'Hosts at work for the studies of the server',
      registers: [this.registry],
      async collect() {
        this.set((await hosts()).hosts)
      },
    })
  }

  /** A request has been answered; `route` as it is declared, so that names of studies are no labels. */
  answered(method: string, route: string, status: number, seconds: number): void {
    this.#requests.inc({ method, route, status: String(status) })
    this.#seconds.observe({ route }, seconds)
  }

  close(): void {
    this.registry.clear()
  }
}
