import type { ComplainantKind, ComplaintState } from '../../domain/complaints/complaint.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { KnownOfCase } from '../../domain/decisions/redaction/detect.ts';
import { findLikelyNames } from '../../domain/decisions/redaction/find-names.ts';
import type { KnownName } from '../../domain/decisions/redaction/find-names.ts';
import { listStaff } from '../../persistence/people/read-people.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { openPrivateSide } from '../complaints/private-side.ts';
import type { PrivateSide } from '../complaints/private-side.ts';
import type { OperationContext } from '../context.ts';

/** What the detector may know of the cases a decision is about. Callers have proved that the private side may be read. */
export async function knownOfCase(context: OperationContext, decision: DecisionState): Promise<KnownOfCase> {
  const { database } = context;
  const at = decision.signedAt ?? (await context.clock()).legal;
  const staff = await listStaff(database, decision.commissionId, at);
  const publicNames = [...new Set(staff.map(({ name }) => name))];
  const sides = await Promise.all(
    decision.complaintIds.map(async (id) => {
      const side = await openPrivateSide(context, id);
      const complaint = await readRecordState<ComplaintState>(database, id, 'complaint');
      return side && complaint ? [{ side, kind: complaint.state.complainantKind }] : [];
    }),
  );
  const known = sides.flat();
  return {
    names: known.flatMap(({ side, kind }) => [...complainant(side, kind), ...thirdPersons(side, publicNames)]),
    values: known.flatMap(({ side: { contact } }) => [
      { value: contact.email, kind: 'email' },
      { value: contact.phone, kind: 'phone' },
      { value: contact.address, kind: 'address' },
    ]),
    publicNames,
  };
}

/** The complainant's own name is surely hidden; of a party or a candidate a person decides. */
function complainant({ name }: PrivateSide, kind: ComplainantKind): KnownName[] {
  if (kind !== 'party' && kind !== 'ngo') {
    return [{ name, kind: 'complainantName', certainty: kind === 'candidate' ? 'likely' : 'high' }];
  }
  return namesIn(name, []).map((own) => ({ name: own, kind: 'complainantName', certainty: 'likely' }));
}

/** Persons whom the complaint names: against whom it is, and who stands in its words. */
function thirdPersons({ respondent, statement, demand }: PrivateSide, publicNames: readonly string[]): KnownName[] {
  const found = [respondent, statement, demand].flatMap((words) => namesIn(words, publicNames));
  return [...new Set(found)].map((name) => ({ name, kind: 'personName', certainty: 'likely' }));
}

function namesIn(words: string, publicNames: readonly string[]): string[] {
  return findLikelyNames(words, publicNames).map(({ start, end }) => words.slice(start, end));
}
