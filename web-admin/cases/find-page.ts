import { findCase } from '../../operations/complaints/find-case.ts';
import type { FoundCase } from '../../operations/complaints/find-case.ts';
import { say } from '../../wording/say.ts';
import { commissionName } from '../desk-frame.ts';
import { redirect } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';

/** Finds a case by its number and goes there; asks which one when several commissions gave the number. */
export async function findPage(visit: StaffVisit): Promise<Answer> {
  const { query, context, actor } = visit;
  const written = typeof query['number'] === 'string' ? query['number'].slice(0, 60) : '';
  const outcome = await findCase(context, actor, { written });
  return foundPage(visit, written, outcome.ok ? outcome.value : []);
}

/** Goes to the one case found, or shows which there are; 404 when there is none. */
export function foundPage({ language }: StaffVisit, written: string, found: readonly FoundCase[]): Answer {
  const [first] = found;
  if (first !== undefined && found.length === 1) return redirect(`/${language}/cases/${first.id}`);
  return {
    kind: 'page',
    view: 'cases/find.njk',
    title: say(language, 'desk.find.title'),
    status: first === undefined ? 404 : 200,
    model: {
      typed: written,
      found: found.map(({ id, number, commissionKy: nameKy, commissionRu: nameRu, commissionEn: nameEn }) => ({
        text: `${number} · ${commissionName(language, { nameKy, nameRu, nameEn })}`,
        href: `/${language}/cases/${id}`,
      })),
    },
  };
}
