import { createServer } from 'node:http';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { roundMetrics } from './round-metrics.ts';
import type { RoundMetrics } from './round-metrics.ts';
import type { ContainerVerdict } from '../integrations/tunduk/client/container-verdict.ts';
import type { WorkerMeasures } from '../operations/records/measure-worker.ts';

/** The worker's figures for Prometheus. */
export type WorkerMetrics = RoundMetrics & {
  /** Measures and tells every figure in the format of Prometheus. */
  metrics: () => Promise<string>;
  /** The check of the ledger: kinds of fault found, and when everything was last gone through, in seconds since 1970. */
  ledgerChecked: (faults: number, finishedAt: number | undefined) => void;
  /** A round of collecting evidence of questions to registries. */
  evidenceCollected: (round: { late: number; faulty: number; unchecked: number }) => void;
  /** Containers that were checked again under other certificates, by their new verdict. */
  checkedAgain: (ends: Record<ContainerVerdict, number>) => void;
  /** Certificates that differ between the published configuration and what is trusted. */
  trustCompared: (differences: number) => void;
  noticesEnded: (ends: { sent: number; ended: number; putOff: number }) => void;
  mailFailed: (code: string) => void;
  /** Seconds between asking for an activity and its beginning. */
  workflowLag: (seconds: number) => void;
  engine: (isUp: boolean) => void;
};

/** Figures measured when they are asked for (`measure`), and those counted as things happen. */
export function workerMetrics(measure: () => Promise<WorkerMeasures>): WorkerMetrics {
  const registers = [new Registry()] as [Registry];
  const show = measuredGauges(registers);
  const notices = counter(
    registers,
    'shailoo_notices_total',
    'Notices and mails to followers by how their round ended',
    ['end'],
  );
  const failures = counter(registers, 'shailoo_mail_failures_total', 'Mails that could not be sent', ['code']);
  const lag = new Histogram({
    name: 'shailoo_workflow_lag_seconds',
    help: 'From asking for an activity to its beginning',
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300],
    registers,
  });
  const checkFaults = new Gauge({
    name: 'shailoo_ledger_check_faults',
    help: 'Kinds of fault that the check of the ledger shows',
    registers,
  });
  const wholeCheck = new Gauge({
    name: 'shailoo_ledger_whole_check_timestamp_seconds',
    help: 'When everything was last checked from beginning to end',
    registers,
  });
  const late = new Gauge({
    name: 'shailoo_registry_containers_late',
    help: 'Questions to registries older than 20 days whose signed containers are not here; a server keeps them 30 days',
    registers,
  });
  const faulty = counter(registers, 'shailoo_registry_containers_faulty_total', 'Containers whose check failed', []);
  const unchecked = counter(
    registers,
    'shailoo_registry_containers_unchecked_total',
    'Containers of which something could not be checked',
    [],
  );
  const again = counter(
    registers,
    'shailoo_registry_containers_rechecked_total',
    'Containers checked again under other certificates, by what the check came to',
    ['end'],
  );
  const trust = new Gauge({
    name: 'shailoo_registry_trust_differences',
    help: 'Certificates that differ between the published configuration of Tunduk and what is trusted',
    registers,
  });
  const engine = new Gauge({ name: 'shailoo_engine_up', help: 'Whether procedures run', registers });
  engine.set(0);
  return {
    metrics: async () => {
      show(await measure());
      return registers[0].metrics();
    },
    ...roundMetrics(registers[0]),
    ledgerChecked: (faults, finishedAt) => {
      checkFaults.set(faults);
      if (finishedAt !== undefined) wholeCheck.set(finishedAt);
    },
    evidenceCollected: (round) => {
      late.set(round.late);
      faulty.inc(round.faulty);
      unchecked.inc(round.unchecked);
    },
    checkedAgain: (ends) => Object.entries(ends).forEach(([end, n]) => again.inc({ end }, n)),
    trustCompared: (differences) => trust.set(differences),
    noticesEnded: (ends) => Object.entries(ends).forEach(([end, n]) => notices.inc({ end }, n)),
    mailFailed: (code) => failures.inc({ code }),
    workflowLag: (seconds) => lag.observe(seconds),
    engine: (isUp) => engine.set(isUp ? 1 : 0),
  };
}

function counter(registers: [Registry], name: string, help: string, labelNames: string[]): Counter {
  return new Counter({ name, help, labelNames, registers });
}

function measuredGauges(registers: [Registry]): (measures: WorkerMeasures) => void {
  const gauge = (name: string, help: string, labelNames: string[] = []): Gauge =>
    new Gauge({ name, help, labelNames, registers });
  const waiting = gauge('shailoo_outbox_waiting', 'Rows of the outbox that wait', ['topic']);
  const oldest = gauge('shailoo_outbox_oldest_seconds', 'Age of the oldest waiting row', ['topic']);
  const failing = gauge('shailoo_outbox_failing', 'Waiting rows that failed before', ['topic']);
  const undecided = gauge('shailoo_complaints_overdue', 'Complaints without a decision after their term');
  const unended = gauge('shailoo_terms_unended', 'Terms that are over and whose end is not recorded');
  return (measures) => {
    unended.set(measures.unendedTerms);
    undecided.set(measures.undecidedComplaints);
    for (const topic of ['wake', 'notice', 'follow'] as const) {
      const age = measures.outbox.find((each) => each.topic === topic);
      waiting.set({ topic }, age?.waiting ?? 0);
      oldest.set({ topic }, age?.oldestSeconds ?? 0);
      failing.set({ topic }, age?.failing ?? 0);
    }
  };
}

/** Serves `/metrics` on loopback. Resolves to the function that ends it; rejects when the port is taken. */
export function serveMetrics(figures: Pick<Registry, 'metrics'>, port: number): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    figures.metrics().then(
      (text) => response.writeHead(200, { 'content-type': Registry.PROMETHEUS_CONTENT_TYPE }).end(text),
      () => response.writeHead(503).end(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () =>
      resolve(() => new Promise((done) => server.close(() => done()) && server.closeAllConnections())),
    );
  });
}
