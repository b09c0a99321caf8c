import type { Language } from '../../domain/language.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { printMinutes } from '../../prints/sittings/minutes.ts';
import type { MinutesItem } from '../../prints/sittings/minutes.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { readSittingAs } from './read-sitting.ts';
import type { ReadItem, ReadSitting } from './read-sitting.ts';

/**
 * The minutes of a closed sitting as PDF, for staff; the look is kept before anything is read. Refuses NOT_FOUND for
 * another commission's sitting and SITTING_NOT_CLOSED before its end.
 */
export async function printSittingMinutes(
  context: OperationContext,
  actor: PersonActor,
  request: { sittingId: string; language: Language },
): Promise<Outcome<{ number: string; pdf: Buffer }>> {
  const { sittingId, language } = request;
  const read = await readSittingAs(context, actor, { sittingId, action: 'sitting.printMinutes' });
  if (!read.ok) return read;
  const { sitting, commission, members, items } = read.value;
  const { number, startsAt, openedAt, closedAt } = sitting;
  if (openedAt === null || closedAt === null) return refuse('SITTING_NOT_CLOSED');
  const pdf = await printMinutes(
    {
      number,
      commission: { ky: commission.nameKy, ru: commission.nameRu, en: commission.nameEn }[language],
      startsAt,
      openedAt,
      closedAt,
      members,
      items: items.map((item) => minutesItem(read.value, item)),
    },
    language,
  );
  return granted({ number, pdf });
}

function minutesItem({ members }: ReadSitting, { item, about, count, text, dissents }: ReadItem): MinutesItem {
  return {
    title: text?.body.title ?? '',
    complaints: about.map(({ complaintNumber }) => complaintNumber),
    decisionNumber: about[0]?.decisionNumber ?? null,
    votes: members.map(({ personId, name, isPresent }) => {
      const recusal = item.recusals[personId];
      const cast = item.votes[personId]?.choice ?? (isPresent ? 'notVoted' : 'absent');
      return { name, choice: recusal === undefined ? cast : 'recused', ground: recusal?.ground ?? null };
    }),
    state: item.state,
    count,
    dissents: dissents.map(({ member }) => members.find(({ personId }) => personId === member)?.name ?? ''),
  };
}
