import { isEmail } from '../../domain/complaints/filing.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Mail } from '../../integrations/mail/mail.ts';
import { mailKinds, writeMail } from '../../prints/complaints/mail.ts';
import type { MailKind, MailModels, WrittenMail } from '../../prints/complaints/mail.ts';
import { listCommissionRows } from '../../persistence/people/read-people.ts';
import type { WaitingNotice } from '../../persistence/records/outbox.ts';
import { deadlineMoment } from '../../wording/dates.ts';
import { articleWithAct, ruleName } from '../../wording/law-references.ts';
import { say } from '../../wording/say.ts';
import { recordKeyOf } from '../complaints/act-on-case.ts';
import { readPapers } from '../complaints/paper.ts';
import { openPrivateSide } from '../complaints/private-side.ts';
import type { OperationContext } from '../context.ts';
import type { LedgerReader } from '../ledger/ledger.ts';
import { attachReceipt } from './attach-receipt.ts';
import type { AttachedReceipt, NotYet } from './attach-receipt.ts';
import { readNoticeFacts } from './notice-facts.ts';
import type { NoticeFacts } from './notice-facts.ts';

/** A mail ready to be sent, in the name of a commission. */
export type NoticeMail = { mail: Mail; fromName: string };

/** Why there is nothing to send: nobody left an address, or the record is gone. */
export type NothingToSend = 'no-address' | 'record-gone' | 'notice-unknown';

/** Where the house is on the web and in mail: `mailDomain` is the right side of every Message-ID. */
export type NoticePlaces = { publicUrl: string; mailDomain: string };

/**
 * Writes the mail that a notice owes to the complainant, in the language of the case and as things stood at the act.
 * The Message-ID is made of record, event and notice, so that a repeated sending is the same mail. The receipt takes
 * its proof from `ledger`, see `attachReceipt`.
 */
export async function writeNotice(
  context: OperationContext,
  notice: Pick<WaitingNotice, 'recordId' | 'notice' | 'seq' | 'legalAt' | 'waitedSeconds'>,
  { publicUrl, mailDomain, ledger }: NoticePlaces & { ledger: LedgerReader | null },
): Promise<NoticeMail | NotYet | NothingToSend> {
  const kind = mailKinds.find((known) => known === notice.notice);
  if (!kind) return 'notice-unknown';
  const facts = await readNoticeFacts(context, notice);
  const side = facts && (await openPrivateSide(context, notice.recordId));
  if (!facts || !side) return 'record-gone';
  const address = side.contact.email.trim();
  if (!isEmail(address)) return 'no-address';
  const { language, path, commission } = facts;
  const page = `${publicUrl}/${language}${path}`;
  const place = kind === 'hearingAppointed' ? await hearingPlace(context, notice.recordId, facts) : '';
  const arrivedAt = kind === 'forwardArrived' ? await commissionOfArrival(context, facts) : '';
  const attached = kind === 'filed' ? await attachReceipt(context, notice, { publicUrl, ledger }) : nothing;
  if ('waitSeconds' in attached) return attached;
  const { attachments, isProven } = attached;
  const { subject, text } = written(kind, { ...facts, place, arrivedAt, isProven }, notice.legalAt, page);
  return {
    fromName: commission.name[language],
    mail: {
      messageId: `${notice.recordId}.${notice.seq}.${kind}@${mailDomain}`,
      to: { address },
      subject,
      text,
      language,
      attachments,
    },
  };
}

const nothing: AttachedReceipt = { attachments: [], isProven: false };

const beforeTheDecision: readonly MailKind[] = [
  'filed',
  'registered',
  'admitted',
  'onAgenda',
  'defectsCured',
  'evidenceAdded',
  'joined',
  'separated',
  'termExtended',
  'termResumed',
  'reopened',
  'takenOffAgenda',
];
const withoutTerm: readonly MailKind[] = [
  'forwarded',
  'forwardArrived',
  'withdrawn',
  'contactChanged',
  'termSuspended',
  'termChanged',
  'notCured',
];

function written(
  kind: MailKind,
  facts: NoticeFacts & { place: string; arrivedAt: string; isProven: boolean },
  legalAt: Instant,
  address: string,
): WrittenMail {
  const { language, number, commission, decideDueAt, appeal } = facts;
  const contestUntil = withoutTerm.includes(kind) ? null : (appeal?.deadline.dueAt ?? null);
  const later = kind === 'returnedForDefects' ? facts.cureDueAt : contestUntil;
  const dueAt = beforeTheDecision.includes(kind) ? decideDueAt : later;
  const of = (list: string, field: string) => say(language, `complaints.${list}.${String(facts.payload[field])}`);
  const termGround = () => ({ ...every, ground: of('termGround', 'ground') });
  const every = {
    number,
    commission: commission.name[language],
    at: legalAt,
    address,
    ...(dueAt !== null && legalAt < dueAt ? { dueAt } : {}),
  };
  const models: { [Kind in MailKind]: () => MailModels[Kind] } = {
    filed: () => ({ ...every, at: facts.receivedAt, isProven: facts.isProven }),
    registered: () => every,
    admitted: () => every,
    leftUnexamined: () => ({ ...every, ground: say(language, `complaints.ground.${facts.ground ?? 'late'}`) }),
    onAgenda: () => ({ ...every, sittingAt: facts.sittingAt ?? legalAt }),
    decided: () => ({ ...every, decision: facts.decisionNumber ?? '' }),
    published: () => ({ ...every, decision: facts.decisionNumber ?? '' }),
    termMissed: () => ({ ...every, at: facts.overdueSince ?? legalAt, appeal: wayToAppeal(facts) }),
    returnedForDefects: () => ({ ...every, defects: defectsInWords(facts) }),
    defectsCured: () => every,
    notCured: () => every,
    forwarded: () => ({ ...every, to: of('forwardTarget', 'to') }),
    forwardArrived: () => ({ ...every, to: facts.arrivedAt, lead: String(facts.payload['number']) }),
    withdrawn: () => every,
    evidenceAdded: () => every,
    contactChanged: () => every,
    joined: () => ({ ...every, lead: String(facts.payload['leadNumber']) }),
    separated: () => every,
    hearingAppointed: () => ({ ...every, hearingAt: facts.payload['startsAt'] as Instant, place: facts.place }),
    hearingCancelled: () => every,
    termExtended: termGround,
    termSuspended: termGround,
    termResumed: () => every,
    termChanged: () => ({ ...every, edition: String(facts.payload['edition']), terms: movedInWords(facts) }),
    appealRecorded: () => ({ ...every, to: of('appealBody', 'to') }),
    appealEnded: () => ({ ...every, to: of('appealBody', 'to'), result: of('appealResult', 'result') }),
    reopened: () => every,
    takenOffAgenda: () => every,
  };
  return writeMail(kind, models[kind](), language);
}

function movedInWords({ language, rederived }: NoticeFacts): string {
  const end = (due: Instant | null): string =>
    due === null ? say(language, 'law.term.atOnce') : deadlineMoment(language, due);
  const sentences = rederived.map(({ rule, from, to }) =>
    say(language, 'mail.termChanged.term', { rule: ruleName(language, rule), from: end(from), to: end(to) }),
  );
  return sentences.join(' ');
}

function defectsInWords({ language, payload }: NoticeFacts): string {
  const defects = (payload['defects'] ?? []) as readonly string[];
  return defects.map((defect) => say(language, `complaints.defect.${defect}`)).join(', ');
}

/** The place of a hearing stands in its paper, sealed; the complainant is told. */
async function hearingPlace(context: OperationContext, recordId: string, { payload }: NoticeFacts): Promise<string> {
  const recordKey = await recordKeyOf(context, context.database, recordId);
  const papers = await readPapers(context, { recordId, recordKey }, 'staff');
  return papers.find(({ kind, about }) => kind === 'hearing' && about === payload['hearingId'])?.place ?? '';
}

/** The commission at which a forwarded complaint has arrived. */
async function commissionOfArrival(context: OperationContext, { language, payload }: NoticeFacts): Promise<string> {
  const row = (await listCommissionRows(context.database)).find(({ id }) => id === payload['commissionId']);
  return row ? { ky: row.nameKy, ru: row.nameRu, en: row.nameEn }[language] : '';
}

/** The way to contest silence, in words: which complaint or claim, and by which article. */
function wayToAppeal({ language, pack, appeal }: NoticeFacts): string {
  const ruleId = appeal?.deadline.ruleId ?? 'court1_file';
  const article = pack.rules[ruleId]?.article;
  return [ruleName(language, ruleId), ...(article ? [articleWithAct(language, pack, article)] : [])].join(', ');
}
