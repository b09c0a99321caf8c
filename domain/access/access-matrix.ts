import { roles } from '../people/role.ts';
import type { Actor, Commission, Role } from '../people/role.ts';
import { subjects } from '../records/subjects.ts';
import { can } from './can.ts';
import type { Relation } from './can.ts';

/** Who asks: a role with where its commission stands to the record's, the system, or the complainant. */
export type Asker = { role: Role; relation: Relation } | { role: 'system' | 'complainant'; relation: 'none' };

/**
 * One cell: what a status answers to an act of an asker. `NOT_ALLOWED` where the role may not, else the next status
 * or the refusal of the table. What an act checks besides (who holds the case, four eyes) is not in the matrix.
 */
export type AccessCell = {
  subject: string;
  act: string;
  status: string;
  asker: Asker;
  answer: { to: string } | { refuse: string };
};

export const relations = ['own', 'subordinate', 'other'] as const satisfies readonly Relation[];

/** Every asker there is. */
export const askers: readonly Asker[] = [
  ...relations.flatMap((relation) => roles.map((role): Asker => ({ role, relation }))),
  { role: 'system', relation: 'none' },
  { role: 'complainant', relation: 'none' },
];

/** The whole matrix: subject × act × status × asker, computed from the tables that the engine itself uses. */
export function accessMatrix(): AccessCell[] {
  return Object.values(subjects).flatMap((subject) =>
    Object.entries(subject.acts).flatMap(([act, { access }]) =>
      ['none', ...subject.statuses].flatMap((status) =>
        askers.map((asker): AccessCell => {
          const answer = subject.transitions[status]?.[act];
          if (answer === undefined) throw new TypeError(`${subject.name}: ${status} does not answer ${act}`);
          const isAllowed = can(actorOf(asker), access, commission);
          return {
            subject: subject.name,
            act,
            status,
            asker,
            answer: isAllowed ? answer : { refuse: 'NOT_ALLOWED' },
          };
        }),
      ),
    ),
  );
}

const commission: Commission = { id: 'own', kind: 'territorial', parentId: 'above', ancestors: ['above'] };

function actorOf({ role, relation }: Asker): Actor {
  if (role === 'system') return { kind: 'system', name: 'workflow' };
  if (role === 'complainant') return { kind: 'complainant' };
  const commissionId = { own: 'own', subordinate: 'above', other: 'elsewhere', none: 'elsewhere' }[relation];
  return { kind: 'person', personId: 'person', appointments: [{ role, commissionId }] };
}
