import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** One line of the audit: who did, read or was refused what. Never personal data. */
export type AuditEntry = {
  legalAt: Instant;
  actor: string;
  action: string;
  recordId?: string;
  outcome: 'done' | 'refused' | 'read';
  code?: string;
  correlationId?: string;
  /** For whom a deputy acted or looked, by person id. */
  actingFor?: string;
};

/** Audit is never best effort: what it guards fails when it cannot be written. */
export async function writeAudit(database: Transaction, entry: AuditEntry): Promise<void> {
  await database.query({
    name: 'write-audit',
    text: `insert into audit (legal_at, actor, action, record_id, outcome, code, correlation_id, details)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      entry.legalAt,
      entry.actor,
      entry.action,
      entry.recordId ?? null,
      entry.outcome,
      entry.code ?? null,
      entry.correlationId ?? null,
      entry.actingFor === undefined ? {} : { actingFor: entry.actingFor },
    ],
  });
}

/** One row for each record that is shown at once, as `writeAudit` writes them. */
export async function writeReads(
  database: Transaction,
  entry: Omit<AuditEntry, 'recordId' | 'outcome' | 'code' | 'actingFor'>,
  recordIds: readonly string[],
): Promise<void> {
  await database.query({
    name: 'write-reads',
    text: `insert into audit (legal_at, actor, action, record_id, outcome, correlation_id)
      select $1, $2, $3, unnest($4::uuid[]), 'read', $5`,
    values: [entry.legalAt, entry.actor, entry.action, recordIds, entry.correlationId ?? null],
  });
}
