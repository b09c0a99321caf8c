import sharp from 'sharp';
import type { ComplaintOutcome } from '../../domain/complaints/complaint.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import { emptyFiling } from '../../domain/complaints/filing.ts';
import type { Language } from '../../domain/language.ts';
import type { DecisionText, OperativeItemOf } from '../../domain/decisions/decision-text.ts';
import type { PlannedComplaint } from './plan.ts';
import type { Scenario } from './scenarios.ts';
import type { Seeded } from './seeded.ts';

const given = {
  ky: ['Айгүл', 'Нурлан', 'Жылдыз', 'Бакыт', 'Чолпон', 'Эрмек', 'Гүлзат', 'Азамат'],
  ru: ['Ольга', 'Виктор', 'Наталья', 'Рустам', 'Дильноза', 'Сергей', 'Фатима', 'Ли'],
  en: ['Martin', 'Helen', 'Peter', 'Anna'],
} as const;
const family = {
  ky: ['Өмүралиева', 'Токтогулова', 'Жээнбаева', 'Сыдыкова', 'Үсөнбаева', 'Кеңешова'],
  ru: ['Савченко', 'Ким', 'Юлдашева', 'Ахмедова', 'Шевцова', 'Маматова'],
  en: ['Example', 'Sample'],
} as const;
/** What the person of a planned complaint types. People and events are invented. */
export function inventFiling(
  planned: PlannedComplaint,
  scenario: Scenario,
  language: Language,
  chance: Seeded,
): Filing {
  const words = scenario[language];
  const learned = planned.ground === 'late' ? '2026-12-20' : dayBefore(planned.filedAt.slice(0, 10));
  const name = `${chance.pick(given[language])} ${chance.pick(family[language])}`;
  return {
    ...emptyFiling(language),
    commission: planned.commission,
    complainantKind: chance.pick(['voter', 'voter', 'voter', 'observer', 'candidate', 'ngo'] as const),
    name,
    email: chance.below(5) === 0 ? '' : `voter${chance.below(90_000) + 10_000}@mail.example`,
    phone: `+996 555 ${String(chance.below(1_000_000)).padStart(6, '0')}`,
    address: words.place,
    kind: scenario.kind,
    respondentKind: scenario.respondentKind,
    respondent: words.respondent,
    statement: words.statement,
    demand: chance.below(8) === 0 ? '' : words.demand,
    territory:
      planned.commission === 'cec' ? chance.pick(['KG-C', 'KG-GB', 'KG-O', 'KG-J', 'KG-Y', 'KG-N']) : 'sokuluk-rayon',
    precinct: planned.commission === 'pec-1086' ? '1086' : '',
    place: words.place,
    learnedOn: learned,
  };
}

const said = {
  ky: {
    basis: (article: string) => `№ 68 конституциялык мыйзамдын ${article}-беренеси`,
    about: (filing: Filing) =>
      `Комиссия даттанууну карап чыкты. Даттануунун ээси: ${filing.name}, телефону: ${filing.phone}.`,
    evidence: 'Арыз жана тиркелген сүрөттөр',
    granted: 'Даттануу канааттандырылсын.',
    grantedInPart: 'Даттануу жарым-жартылай канааттандырылсын.',
  },
  ru: {
    basis: (article: string) => `статья ${article} конституционного закона № 68`,
    about: (filing: Filing) => `Комиссия рассмотрела жалобу. Заявитель: ${filing.name}, телефон: ${filing.phone}.`,
    evidence: 'Заявление и приложенные снимки',
    granted: 'Жалобу удовлетворить.',
    grantedInPart: 'Жалобу удовлетворить частично.',
  },
  en: {
    basis: (article: string) => `article ${article} of Constitutional Law No. 68`,
    about: (filing: Filing) =>
      `The commission examined the complaint. Complainant: ${filing.name}, phone: ${filing.phone}.`,
    evidence: 'The complaint and the pictures attached to it',
    granted: 'The complaint is granted.',
    grantedInPart: 'The complaint is granted in part.',
  },
} as const;

/** The text of the decision on an invented complaint, with personal data that its public text hides. */
export function inventDecision(
  scenario: Scenario,
  language: Language,
  outcome: ComplaintOutcome,
  filing: Filing,
): DecisionText {
  const words = scenario[language];
  const own = said[language];
  const item = (kind: OperativeItemOf<string>['kind'], text: string): OperativeItemOf<string> => ({
    kind,
    addressee: { kind: 'none', name: '' },
    text,
    term: null,
  });
  const operative = {
    granted: [item('satisfy', own.granted), item('other', words.granted)],
    grantedInPart: [
      item('satisfyInPart', own.grantedInPart),
      item('other', words.granted),
      item('reject', words.refused),
    ],
    refused: [item('reject', words.refused)],
  };
  return {
    version: 2,
    language,
    title: words.title,
    grounds: [own.about(filing)],
    findings: [{ text: words.finding, state: 'established', evidence: own.evidence }],
    articles: ['44', '45'].map((article) => ({
      reference: { act: 'law68', article, part: null },
      text: own.basis(article),
    })),
    operative: operative[outcome],
  };
}

/** A picture as evidence: coloured squares, different for each complaint. */
export async function inventPicture(chance: Seeded): Promise<Buffer> {
  const squares = Array.from({ length: 24 }, (_, place) => {
    const colour = chance.pick(['#0b4656', '#f5b82e', '#b9d9e1', '#8a4b9b', '#2e93b8']);
    return `<rect x="${(place % 6) * 80}" y="${Math.floor(place / 6) * 80}" width="80" height="80" fill="${colour}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320">${squares.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
