import { askableRegistries } from '../../domain/complaints/asked-registry.ts';
import type { AskableRegistry } from '../../domain/complaints/asked-registry.ts';
import type { Language } from '../../domain/language.ts';
import type { LawEditionState } from '../../domain/law-editions/law-edition.ts';
import { markedValues } from '../../domain/law/editions/marked-values.ts';
import type { MarkedValue } from '../../domain/law/editions/marked-values.ts';
import type { LawPack, LawRule, OfficeHours } from '../../domain/law/law-pack.ts';
import { readLaw } from '../../operations/law/read-law.ts';
import { certaintyMark } from '../../wording/certainty.ts';
import { day, dayTimeShort } from '../../wording/dates.ts';
import { articleWithAct } from '../../wording/law-references.ts';
import { registryGroundInWords, registryGroundName, valueInWords, valueName } from '../../wording/law-values.ts';
import { say } from '../../wording/say.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';

/** The law in force in words: every value with its place and whether it is confirmed; and the changes of it. */
export async function lawPage(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const outcome = await readLaw(context, actor, place);
  if (!outcome.ok) return refused(outcome);
  const { pack, editions, mayPropose } = outcome.value;
  const values = markedValues(pack);
  const group = (part: string) => ({
    heading: say(language, `law-pack.group.${part}`),
    rows: values
      .filter(({ address }) => address.startsWith(`${part}.`))
      .map((one) => valueRow(visit, pack, one, mayPropose)),
  });
  const confirmed = values.filter(({ value }) => value.confirmed !== null).length;
  return {
    kind: 'page',
    view: 'law/law.njk',
    title: say(language, 'law-pack.title'),
    model: {
      version: say(language, 'law.pack', { id: pack.id, version: String(pack.version) }),
      summary: say(language, 'law-pack.summary', { confirmed, total: values.length }),
      votingDay: day(language, pack.votingDay),
      groups: ['rules', 'complaints', 'competence', 'bodies', 'decisions'].map(group),
      grounds: askableRegistries.map((registry) => groundRow(language, pack, registry, mayPropose)),
      days: daysModel(language, pack.officeHours),
      editions: editions.map((edition) => editionRow(language, edition)),
      propose: mayPropose ? `/${language}/law/propose` : '',
    },
  };
}

function valueRow({ language }: StaffVisit, pack: LawPack, { address, value }: MarkedValue, mayPropose: boolean) {
  const mark = certaintyMark(language, value);
  const change = mayPropose ? changeOf(address) : null;
  return {
    name: valueName(language, address),
    value: valueInWords(language, address, value),
    counting: 'counting' in value ? say(language, `law.derivation.counting.${(value as LawRule).counting}.title`) : '',
    norm: { text: articleWithAct(language, pack, value.article) },
    certainty: { confirmed: mark.isConfirmed, text: mark.explanation },
    change: change === null ? '' : `/${language}/law/propose?${change}`,
  };
}

/** On which ground a registry is asked, or that none is set. */
function groundRow(language: Language, pack: LawPack, registry: AskableRegistry, mayPropose: boolean) {
  const ground = pack.registries?.[registry];
  const mark = certaintyMark(language, ground ?? { certainty: 'UN' });
  return {
    name: registryGroundName(language, registry),
    value: ground === undefined ? say(language, 'law-pack.ground-not-set') : registryGroundInWords(language, ground),
    certainty: { confirmed: mark.isConfirmed, text: mark.explanation },
    change: mayPropose ? `/${language}/law/propose?change=registryGround&value=${registry}` : '',
  };
}

/** The form that changes a value, where there is one of its own. */
function changeOf(address: string): string | null {
  const [part = '', key = '', inner = ''] = address.split('.');
  if (part === 'rules') return `change=rule&value=${key}`;
  return inner === 'quorum' || inner === 'majority' ? `change=${inner}&value=${key}` : null;
}

function daysModel(language: Language, { holidays, extraWorkingDays, intervals, certainty }: OfficeHours) {
  const mark = certaintyMark(language, { certainty });
  return {
    hours: intervals.map(({ from, to }) => `${from}–${to}`).join(', '),
    holidays: holidays.map((holiday) => ({ when: day(language, holiday.day), text: holiday.name[language] })),
    working: extraWorkingDays.map((extra) => day(language, extra)).join('; '),
    certainty: { confirmed: mark.isConfirmed, text: mark.explanation },
  };
}

function editionRow(language: Language, edition: LawEditionState) {
  const { id, number, title, status, proposedVersion, proposedAt } = edition;
  return {
    number,
    href: `/${language}/law/editions/${id}`,
    title: title[language],
    version: String(proposedVersion),
    status: say(language, `law-pack.status.${status}`),
    when: dayTimeShort(language, edition.confirmedAt ?? proposedAt),
  };
}
