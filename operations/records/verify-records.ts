import { currentPublicText } from '../../domain/decisions/decision-text.ts';
import type { FirstText, PublicText } from '../../domain/decisions/decision-text.ts';
import { canonicalText } from '../../persistence/records/event-hash.ts';
import { listBrokenSeries, listPublications, listRecordsToCheck } from '../../persistence/records/verify-rows.ts';
import type { CheckedRecord, PublishedRow } from '../../persistence/records/verify-rows.ts';
import type { Transaction } from '../../persistence/database.ts';
import type { OperationContext } from '../context.ts';
import { hashOfText } from '../decisions/decision-text.ts';
import { publicTitle } from '../decisions/public-title.ts';
import { hashOfDissent } from '../sittings/dissent-text.ts';
import type { DissentText } from '../sittings/dissent-text.ts';
import type { Fault } from './fault.ts';
import { verifyLaws } from './verify-laws.ts';
import { verifyRecordPage } from './verify-record-page.ts';

const pageSize = 200;

/** What a verification looked at. */
export type Verified = { records: number; events: number };

/**
 * Checks every record against its events: the chain, the commitments, the folded state, the projection, the terms with
 * their derivations by the version of the law that each names, the adopted versions themselves, the files of filings, the
 * number series, the published texts. Tells each fault as it is found. It
 * detects changes of rows; that the whole chain was not written anew, only a copied checkpoint can prove.
 */
export async function verifyRecords(context: OperationContext, tell: (fault: Fault) => void): Promise<Verified> {
  const verified: Verified = { records: 0, events: 0 };
  const { database } = context;
  const laws = await verifyLaws(context, tell);
  for (let after: string | null = null; ;) {
    const page = await database.snapshot(async (tx) => {
      const records: CheckedRecord[] = await listRecordsToCheck(tx, { after, limit: pageSize });
      return { records, events: await verifyRecordPage(tx, laws, records, tell) };
    });
    verified.events += page.events;
    verified.records += page.records.length;
    if (page.records.length < pageSize) break;
    after = page.records.at(-1)?.id ?? null;
  }
  for (let after: string | null | undefined = null; after !== undefined;)
    after = await verifyTexts(database, after, tell);
  await verifySeries(database, tell);
  return verified;
}

/** Checks that numbers have no gaps. */
export async function verifySeries(database: Transaction, tell: (fault: Fault) => void): Promise<void> {
  for (const { kind, commissionId } of await listBrokenSeries(database)) {
    tell({ fault: 'number-series-broken', id: commissionId, detail: kind });
  }
}

/** Checks a page of published texts against what was approved; where the next one begins, undefined after the last. */
export async function verifyTexts(
  database: Transaction,
  after: string | null,
  tell: (fault: Fault) => void,
): Promise<string | undefined> {
  const rows = await listPublications(database, { after, limit: pageSize });
  for (const row of rows) if (!isAsApproved(row)) tell({ fault: 'publication-differs', id: row.decisionId });
  return rows.length < pageSize ? undefined : rows.at(-1)?.decisionId;
}

function isDeepSame(one: unknown, other: unknown): boolean {
  return canonicalText(one) === canonicalText(other);
}

function isAsApproved(row: PublishedRow): boolean {
  const { title, textHash, approvedHash, dissents, approvedDissents } = row;
  const body = row.body as PublicText | FirstText;
  if (textHash !== approvedHash || hashOfText(body) !== textHash) return false;
  if (title !== null && title !== publicTitle(currentPublicText(body))) return false;
  const isWhole = dissents.every((dissent) => isPublishedDissent(body, dissent));
  const hashes = dissents.map(({ hash }) => hash);
  return isWhole && hashes.toSorted().join() === approvedDissents.toSorted().join();
}

/** With hidden places an opinion is part of the text that was approved; before them it was whole under its own hash. */
function isPublishedDissent(body: PublicText | FirstText, dissent: PublishedRow['dissents'][number]): boolean {
  const { hash, language, paragraphs } = dissent;
  if (body.version !== 2) return hashOfDissent({ language, paragraphs } as DissentText) === hash;
  return body.dissents.some((one) => isDeepSame(one, { hash, language, paragraphs }));
}
