import { randomUUID } from 'node:crypto';
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
import type { DecisionText } from '../../operations/decisions/decision-text.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Product } from '../support/product.ts';

/** A complete filing; change what the test is about. */
export function aFiling(change: Partial<Filing> = {}): Filing {
  return {
    ...emptyFiling('ky'),
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
    language: 'ru',
    title: 'О жалобе на размещение агитационных материалов',
    findings: ['Материалы находились в здании айыл өкмөтү.'],
    grounds: ['Статьи 23, 44 и 45 конституционного закона.'],
    operative: ['Признать размещение нарушением правил агитации.', 'Материалы снять.'],
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

/** A complaint brought as far as the status by real acts; the first lawyer holds it. */
export async function aComplaint(
  product: Product,
  status: 'filed' | 'registered' | 'admitted' | 'drafted' = 'filed',
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
