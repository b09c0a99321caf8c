import { isMisdirected } from '../../domain/complaints/competent-commission.ts';
import { filingWarnings } from '../../domain/complaints/filing.ts';
import { isFiledLate } from '../../domain/complaints/term-to-file.ts';
import { dayOf } from '../../domain/law/counting/calendar.ts';
import type { DocumentRow } from '../../persistence/documents/document-rows.ts';
import type { Destination } from './filing-destination.ts';
import { momentsOf } from './filing-request.ts';
import type { FilingRequest } from './filing-request.ts';

/** What the act `fileComplaint` is told of a filing: codes and hashes, and what is missing or doubtful as warnings. */
export function filingInput(
  request: FilingRequest,
  { scope, competence }: Destination,
  files: readonly DocumentRow[],
  statementHash: string,
): Record<string, unknown> {
  const { filing, channel, entry, identity = null, firstAttemptAt = null } = request;
  const { receivedAt } = momentsOf(request);
  const given = filing.commission === '' ? competence.commission : filing.commission;
  const facts = {
    today: dayOf(receivedAt),
    isFiledLate: isFiledLate(filing, { pack: scope.pack, votingDay: scope.pack.votingDay }, receivedAt),
    isMisdirected: isMisdirected(given, competence),
    hasAuthority: files.some(({ purpose }) => purpose === 'authority'),
    mediaTypes: files.map(({ mediaType }) => mediaType),
  };
  const said = (text: string): string | null => (text === '' ? null : text);
  return {
    kind: filing.kind,
    respondentKind: filing.respondentKind,
    respondentCommission: filing.respondentKind === 'commission' ? said(filing.respondentCommission) : null,
    complainantKind: filing.complainantKind,
    representedKind: filing.complainantKind === 'representative' ? said(filing.representedKind) : null,
    proceedings: said(filing.proceedings),
    identity: identity === null ? null : 'esi',
    firstAttemptAt,
    territory: said(filing.territory),
    precinct: said(filing.precinct),
    language: filing.language,
    channel,
    warnings: filingWarnings(filing, facts),
    statementHash,
    fileHashes: files.map((file) => file.sha256),
    ...(entry === undefined ? {} : { entry }),
  };
}
