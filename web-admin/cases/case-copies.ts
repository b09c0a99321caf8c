import { copiesOwed } from '../../domain/complaints/served-copy.ts';
import type { Language } from '../../domain/language.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { capital } from './act-forms/capital.ts';
import { paperModel } from './case-papers.ts';

/** Copies of the outcome: who has still to get one, and who got one when and how; undefined before an outcome. */
export function caseCopies(language: Language, opened: OpenedCase) {
  const { complaint, around } = opened;
  const { copies = [] } = complaint;
  const owed = copiesOwed(complaint).map((to) => say(language, `complaints.copyRecipient.${to}`));
  if (owed.length === 0 && copies.length === 0) return undefined;
  return {
    owed: owed.join(', '),
    served: copies.map(({ to, way, servedAt, paperHash }) => ({
      to: capital(language, say(language, `complaints.copyRecipient.${to}`)),
      how: `${dayTimeShort(language, servedAt)} · ${say(language, `complaints.servingWay.${way}`)}`,
      papers: around.papers
        .filter(({ hash }) => hash === paperHash)
        .map((paper) => paperModel(language, opened, paper)),
    })),
  };
}
