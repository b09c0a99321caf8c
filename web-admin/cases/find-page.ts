import { findCase } from '../../operations/complaints/find-case.ts';
import { say } from '../../wording/say.ts';
import { commissionName } from '../desk-frame.ts';
import { redirect } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';

/** Finds a case by its number and goes there; asks which one when several commissions gave the number. */
export async function findPage(visit: StaffVisit): Promise<Answer> {
  const { language, query, context, actor } = visit;
  const written = typeof query['number'] === 'string' ? query['number'].slice(0, 60) : '';
  const outcome = await findCase(context, actor, { written });
  const found = outcome.ok ? outcome.value : [];
  const [first] = found;
  if (first !== undefined && found.length === 1) return redirect(`/${language}/cases/${first.id}`);
  return {
    kind: 'page',
    view: 'cases/find.njk',
    title: say(language, 'desk.find.title'),
    status: outcome.ok ? 200 : 404,
    model: {
      typed: written,
      found: found.map(({ id, number, commissionKy: nameKy, commissionRu: nameRu, commissionEn: nameEn }) => ({
        text: `${number} · ${commissionName(language, { nameKy, nameRu, nameEn })}`,
        href: `/${language}/cases/${id}`,
      })),
    },
  };
}
