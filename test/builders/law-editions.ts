import type { EditionChange, RuleValue } from '../../domain/law/editions/edition-change.ts';
import { lawRule } from '../../domain/law/law-pack.ts';
import { confirmLawEdition } from '../../operations/law/confirm-law-edition.ts';
import { presentLaw } from '../../operations/law/find-pack.ts';
import { proposeLawEdition } from '../../operations/law/propose-law-edition.ts';
import type { EditionRequest } from '../../operations/law/propose-law-edition.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { LawEditionState } from '../../domain/law-editions/law-edition.ts';
import { listCommissionRows } from '../../persistence/people/read-people.ts';
import type { Product } from '../support/product.ts';
import { granted } from './complaints.ts';

/** What a lawyer of the CEC types to change the law, with the changes of the test. */
export async function anEditionRequest(
  { context, commissions, electionId }: Product,
  changes: readonly EditionChange[],
): Promise<EditionRequest> {
  const commission = (await listCommissionRows(context.database)).find(({ id }) => id === commissions.cec);
  if (!commission) throw new Error('no commission to change the law');
  return {
    commission,
    electionId,
    title: { ky: 'Даттануу мөөнөтү өзгөрдү', ru: 'Изменён срок по жалобам', en: 'The term for complaints has changed' },
    ground: {
      act: 'Закон № 1',
      day: '2027-01-11',
      article: '45',
      text: 'Жалоба рассматривается в изменённый срок.',
      language: 'ru',
    },
    changes,
  };
}

/** A rule of the present law with another term. */
export async function aChangedTerm(product: Product, rule: string, n: number): Promise<EditionChange> {
  const law = await presentLaw(product.context);
  if (!law) throw new Error('no law');
  const { term, earlyTerm, counting, closingHour, inclusiveHour, certainty } = lawRule(law, rule);
  const value: RuleValue = { term: { ...term, n }, earlyTerm, counting, closingHour, inclusiveHour, certainty };
  return { kind: 'setRule', rule, value };
}

/** Proposes by the first lawyer of the CEC. */
export async function aProposedEdition(product: Product, changes: readonly EditionChange[]): Promise<string> {
  const lawyer = await product.actor(product.cec.lawyers[0]);
  const request = await anEditionRequest(product, changes);
  return granted(await proposeLawEdition(product.context, lawyer, request)).editionId;
}

/** Proposed by one lawyer and confirmed by the other; the cases are still to come under it. */
export async function aConfirmedEdition(product: Product, changes: readonly EditionChange[]): Promise<string> {
  const editionId = await aProposedEdition(product, changes);
  const { packHash } = await editionState(product, editionId);
  const second = await product.actor(product.cec.lawyers[1]);
  granted(await confirmLawEdition(product.context, second, { editionId, packHash }));
  return editionId;
}

/** A change of the law as it stands. */
export async function editionState({ context }: Product, editionId: string): Promise<LawEditionState> {
  const known = await readRecordState<LawEditionState>(context.database, editionId, 'lawEdition');
  if (!known) throw new Error('no such edition');
  return known.state;
}
