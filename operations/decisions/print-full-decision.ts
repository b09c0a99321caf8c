import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { listStaff } from '../../persistence/people/read-people.ts';
import { say } from '../../wording/say.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { printDraft, printSigned } from './print-decision.ts';
import { readDecision } from './read-decision.ts';

/** The full text as PDF for staff: a draft before it is signed, the signed decision with its number after. The look is kept. */
export async function printFullDecision(
  context: OperationContext,
  actor: PersonActor,
  request: { decisionId: string },
): Promise<Outcome<{ pdf: Buffer; name: string }>> {
  const read = await readDecision(context, actor, request);
  if (!read.ok) return read;
  const { decision, full, commission: row, now } = read.value;
  const commission = { ky: row.nameKy, ru: row.nameRu, en: row.nameEn };
  const { number, signedAt, signedBy } = decision;
  if (number === null || signedAt === null || signedBy === null) {
    const pdf = await printDraft(full.body, { commission, at: now, hash: full.hash });
    return granted({ pdf, name: 'draft.pdf' });
  }
  const held = (await listStaff(context.database, decision.commissionId, signedAt)).filter(
    ({ personId }) => personId === signedBy,
  );
  const signer = held.find(({ role }) => role === 'chair' || role === 'deputyChair') ?? held[0];
  const signature = signer === undefined ? '' : `${signer.name}, ${say(full.language, `people.role.${signer.role}`)}`;
  const pdf = await printSigned(full.body, { number, commission, signedAt, signature, hash: full.hash });
  return granted({ pdf, name: `${number}.pdf` });
}
