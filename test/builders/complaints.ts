import { randomUUID } from 'node:crypto';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { DecisionText } from '../../domain/decisions/decision-text.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import { emptyFiling } from '../../domain/complaints/filing.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { fileComplaintByApi } from '../../operations/complaints/file-complaint-by-api.ts';
import { enterComplaint } from '../../operations/complaints/enter-complaint.ts';
import type { EnteredComplaint } from '../../operations/complaints/enter-complaint.ts';
import { registerComplaint } from '../../operations/complaints/register-complaint.ts';
import { takeComplaint } from '../../operations/complaints/take-complaint.ts';
import { admitComplaint } from '../../operations/complaints/admit-complaint.ts';
import { draftDecision } from '../../operations/decisions/draft-decision.ts';
import { checkDraft } from '../../operations/decisions/check-draft.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Product } from '../support/product.ts';

/** A complete filing; change what the test is about. */
export function aFiling(change: Partial<Filing> = {}): Filing {
  return {
    ...emptyFiling('ky'),
    commission: 'cec',
    complainantKind: 'voter',
    name: 'Айгүл Сатарова',
    email: 'aigul@example.org',
    phone: '+996 700 000 000',
    address: 'Сокулук айылы, Өзөн көчөсү 5',
    kind: 'campaignRules',
    respondentKind: 'official',
    respondent: 'Айыл өкмөтү',
    statement: 'Айыл өкмөтүнүн имаратында үгүт материалдары илинген.',
    demand: 'Материалдарды алып салууну талап кылам.',
    territory: 'KG-C',
    precinct: '1086',
    place: 'Сокулук айылы',
    learnedOn: '2027-01-10',
    ...change,
  };
}

/** A complete text of a decision. */
export function aDecisionText(change: Partial<DecisionText> = {}): DecisionText {
  return {
    version: 2,
    language: 'ru',
    title: 'О жалобе на размещение агитационных материалов',
    grounds: ['Комиссия рассмотрела жалобу и приложенные к ней фотографии. Заявитель: Айгүл Сатарова.'],
    findings: [
      {
        text: 'Материалы находились в здании айыл өкмөтү.',
        state: 'established',
        evidence: 'Фотографии 1 и 2, протокол осмотра',
      },
    ],
    articles: [
      { reference: { act: 'law68', article: '44', part: '5' }, text: 'часть 5 статьи 44 конституционного закона № 68' },
      { reference: null, text: 'статья 23 того же закона' },
    ],
    operative: [
      anItem({ kind: 'satisfy', text: 'Жалобу удовлетворить.' }),
      anItem({
        kind: 'obligeToCorrect',
        addressee: { kind: 'official', name: 'Айыл өкмөтү' },
        text: 'Материалы снять.',
        term: { days: 1 },
      }),
    ],
    ...change,
  };
}

/** An operative item; a verdict on the complaint unless told otherwise. */
export function anItem(change: Partial<DecisionText['operative'][number]> = {}): DecisionText['operative'][number] {
  return {
    kind: 'satisfy',
    addressee: { kind: 'none', name: '' },
    text: 'Жалобу удовлетворить.',
    term: null,
    ...change,
  };
}

/** Unwraps what a test expects to be permitted. */
export function granted<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`);
  return outcome.value;
}

/** The code of an expected refusal, or `granted`. */
export function answerOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'granted' : outcome.refusal.code;
}

/** A complaint brought as far as the status by real acts; the first lawyer holds it. `drafted`: checked by the second. */
export async function aComplaint(
  product: Product,
  status: 'filed' | 'registered' | 'admitted' | 'unchecked' | 'drafted' = 'filed',
  filing: Partial<Filing> = {},
): Promise<string> {
  const { context, cec, actor } = product;
  const key = { client: 'test', idempotencyKey: randomUUID() };
  const { recordId: complaintId } = granted(await fileComplaintByApi(context, key, aFiling(filing)));
  if (status === 'filed') return complaintId;
  granted(await registerComplaint(context, await actor(cec.clerk), { complaintId }));
  if (status === 'registered') return complaintId;
  const lawyer = await actor(cec.lawyers[0]);
  granted(await takeComplaint(context, lawyer, { complaintId }));
  granted(await admitComplaint(context, lawyer, { complaintId }));
  if (status === 'admitted') return complaintId;
  granted(await draftDecision(context, lawyer, { complaintId, outcome: 'granted', text: aDecisionText() }));
  if (status === 'drafted') await passCheck(product, complaintId);
  return complaintId;
}

/** A complaint on paper that the clerk entered a day and a half after its receipt, with a reason. */
export async function anEnteredComplaint(product: Product, change: Partial<EnteredComplaint> = {}): Promise<string> {
  const { context, cec, actor, clock } = product;
  const entered: EnteredComplaint = {
    formId: randomUUID(),
    channel: 'paper',
    filing: aFiling(),
    receivedAt: addMilliseconds(clock.now, -36 * 3_600_000),
    reason: 'postDelay',
    reasonWords: 'Сумка кечикти',
    isConfirmed: false,
    documentIds: [],
    ...change,
  };
  return granted(await enterComplaint(context, await actor(cec.clerk), entered)).recordId;
}

/** The second lawyer checks the draft on a complaint, and it passes; one that has passed as it stands is left alone. */
export async function passCheck(product: Product, complaintId: string): Promise<void> {
  const { context, cec, actor } = product;
  const complaint = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  const decisionId = complaint?.state.decisionId ?? '';
  const decision = await readRecordState<DecisionState>(context.database, decisionId, 'decision');
  if (!decision || decision.state.check?.result === 'passed') return;
  const request = { decisionId, textHash: decision.state.textHash, result: 'passed', remarks: '' } as const;
  granted(await checkDraft(context, await actor(cec.lawyers[1]), request));
}
