import { isAskableRegistry } from '../../domain/complaints/asked-registry.ts';
import type { Language } from '../../domain/language.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { certainties } from '../../domain/law/certainty.ts';
import { markedValues } from '../../domain/law/editions/marked-values.ts';
import { countingRules, termUnits } from '../../domain/law/law-pack.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import { commissionKinds } from '../../domain/people/role.ts';
import type { CommissionKind } from '../../domain/people/role.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import { day } from '../../wording/dates.ts';
import { valueInWords, valueName } from '../../wording/law-values.ts';
import { say } from '../../wording/say.ts';
import { typedDay } from '../cases/act-forms/typed-day.ts';
import { typed } from '../read-form.ts';
import type { StaffVisit } from '../visit.ts';

/** The forms in which a change of the law is proposed, one for each kind of change. */
export const changeForms = [
  'confirm',
  'rule',
  'quorum',
  'majority',
  'holiday',
  'workingDay',
  'removeDay',
  'votingDay',
  'registryGround',
  'pack',
] as const;
export type ChangeForm = (typeof changeForms)[number];

/** A field as its macro takes it; `macro` names it. */
export type Field = {
  macro: 'input' | 'textarea' | 'select' | 'radios' | 'checkboxes' | 'dateInput';
  name: string;
  label: string;
  error?: string;
} & Record<string, unknown>;

/** Fills a form: what was typed goes before what the law says now; `wrong` is the field that was refused. */
export type Filling = { visit: StaffVisit; pack: LawPack; value: string; wrong: string; packText: string };

type Build = (filling: Filling) => Field[];

const has = ({ visit }: Filling): boolean => visit.request.method === 'POST';
const word = ({ visit }: Filling, key: string): string => say(visit.language, `law-pack.field.${key}`);

type More = { isOptional?: boolean; mayBeEmpty?: boolean } & Record<string, unknown>;

function field(filling: Filling, macro: Field['macro'], name: string, present: string, more: More = {}): Field {
  const { mayBeEmpty, ...rest } = more;
  const value = has(filling) ? typed(filling.visit, name) : present;
  const isText = macro === 'input' || macro === 'textarea';
  const isMissing = isText && value.trim() === '' && rest.isOptional !== true && mayBeEmpty !== true;
  const error = faultOf(filling, name, isMissing ? 'law-pack.missing-field' : undefined);
  return { macro, name, label: word(filling, name), value, ...error, ...rest };
}

function dateField(filling: Filling, name: string, present: string): Field {
  const [year = '', month = '', date = ''] = present.split('-');
  const part = (key: string, shown: string): string => (has(filling) ? typed(filling.visit, `${name}-${key}`) : shown);
  const value = { day: part('day', date), month: part('month', month), year: part('year', year) };
  const isEmpty = Object.values(value).every((each) => each.trim() === '');
  const isDay = isCalendarDay(typedDay((of) => typed(filling.visit, of), name));
  return {
    macro: 'dateInput',
    name,
    label: word(filling, name),
    value,
    ...faultOf(filling, name, isDay ? undefined : isEmpty ? 'law-pack.missing-day' : 'case-forms.invalid.on'),
  };
}

/** What is wrong with a field: what can be seen of it, or that it is the one that was refused. */
function faultOf({ visit, wrong }: Filling, name: string, seen: string | undefined): { error?: string } {
  if (wrong === '' || (seen === undefined && wrong !== name)) return {};
  return { error: say(visit.language, seen ?? 'law-pack.wrong-field') };
}

function chosen({ visit }: Filling, name: string): string[] {
  const value = visit.form[name];
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
}

function marks(filling: Filling, present: string): Field[] {
  const { visit } = filling;
  const options = certainties.map((value) => ({ value, text: say(visit.language, `law.mark.${value}`) }));
  const confirms = [{ value: 'yes', text: word(filling, 'confirms-yes') }];
  return [
    field(filling, 'select', 'certainty', present, { options }),
    field(filling, 'checkboxes', 'confirms', '', { options: confirms, values: chosen(filling, 'confirms') }),
  ];
}

const ofForm: Record<ChangeForm, Build> = {
  confirm: (filling) => {
    const { visit, pack } = filling;
    const options = markedValues(pack)
      .filter(({ value }) => value.confirmed === null)
      .map(({ address, value }) => ({
        value: address,
        text: valueName(visit.language, address),
        hint: valueInWords(visit.language, address, value),
      }));
    return [field(filling, 'checkboxes', 'values', '', { options, values: chosen(filling, 'values') })];
  },
  rule: (filling) => {
    const { visit, pack, value } = filling;
    const rule = pack.rules[value];
    if (!rule) return [];
    const units = termUnits.map((unit) => ({ value: unit, text: say(visit.language, `law-pack.unit.${unit}`) }));
    const ways = countingRules.map((way) => ({
      value: way,
      text: say(visit.language, `law.derivation.counting.${way}.title`),
    }));
    const early = rule.earlyTerm === null ? '' : String(rule.earlyTerm);
    const hours = rule.inclusiveHour ? ['yes'] : [];
    const isShown = has(filling) ? chosen(filling, 'inclusive') : hours;
    const including = [{ value: 'yes', text: word(filling, 'inclusive-yes') }];
    return [
      field(filling, 'input', 'n', String(rule.term.n), { width: 4, inputmode: 'numeric' }),
      field(filling, 'select', 'unit', rule.term.unit, { options: units }),
      field(filling, 'select', 'counting', rule.counting, { options: ways }),
      field(filling, 'input', 'early', early, { width: 4, inputmode: 'numeric', isOptional: true }),
      field(filling, 'input', 'hour', rule.closingHour, { width: 5 }),
      field(filling, 'checkboxes', 'inclusive', '', { options: including, values: isShown }),
      ...marks(filling, rule.certainty),
    ];
  },
  quorum: (filling) => {
    const { visit, pack, value } = filling;
    const body = pack.bodies[value as CommissionKind];
    const { quorum } = body;
    const options = (['count', 'majorityOfMembers'] as const).map((kind) => ({
      value: kind,
      text: say(visit.language, `law-pack.quorum.${kind}`),
    }));
    return [
      field(filling, 'radios', 'quorum', quorum.kind, { options }),
      field(filling, 'input', 'n', quorum.kind === 'count' ? String(quorum.n) : '', {
        width: 3,
        inputmode: 'numeric',
        mayBeEmpty: true,
      }),
      ...marks(filling, quorum.certainty),
    ];
  },
  majority: (filling) => {
    const { visit, pack, value } = filling;
    const { majority } = pack.bodies[value as CommissionKind];
    const options = (['moreThanHalfOfParticipants', 'moreThanHalfOfMembers'] as const).map((kind) => ({
      value: kind,
      text: say(visit.language, `law-pack.majority.${kind}`),
    }));
    return [field(filling, 'radios', 'majority', majority.kind, { options }), ...marks(filling, majority.certainty)];
  },
  holiday: (filling) => [
    dateField(filling, 'day', ''),
    ...LANGUAGES.map((language) => field(filling, 'input', `name-${language}`, '')),
  ],
  workingDay: (filling) => [dateField(filling, 'day', '')],
  removeDay: (filling) => {
    const { visit, pack } = filling;
    const { holidays, extraWorkingDays } = pack.officeHours;
    const option = (of: string, name: string) => ({ value: of, text: `${day(visit.language, of)}: ${name}` });
    const options = [
      ...holidays.map((holiday) => option(holiday.day, holiday.name[visit.language])),
      ...extraWorkingDays.map((extra) => option(extra, say(visit.language, 'law-pack.day.workingDay'))),
    ];
    return [field(filling, 'select', 'which', '', { options })];
  },
  votingDay: (filling) => [dateField(filling, 'day', filling.pack.votingDay)],
  registryGround: (filling) => {
    const { pack, value } = filling;
    if (!isAskableRegistry(value)) return [];
    const ground = pack.registries?.[value];
    return [
      ...LANGUAGES.map((language) =>
        field(filling, 'input', `name-${language}`, ground?.document[language] ?? '', {
          label: word(filling, `document-${language}`),
        }),
      ),
      field(filling, 'input', 'number', ground?.number ?? '', { width: 20 }),
      { ...dateField(filling, 'day', ground?.day ?? ''), label: word(filling, 'document-day') },
      field(filling, 'input', 'place', ground?.place ?? '', { isOptional: true }),
      ...marks(filling, ground?.certainty ?? 'UN'),
    ];
  },
  pack: (filling) => [
    field(filling, 'textarea', 'pack', filling.packText, { rows: 24, hint: word(filling, 'pack-hint') }),
  ],
};

/** The fields of a kind of change; empty where the value named is not in the law. */
export function changeFields(form: ChangeForm, filling: Filling): Field[] {
  const isBody = form === 'quorum' || form === 'majority';
  if (isBody && !commissionKinds.some((kind) => kind === filling.value)) return [];
  return ofForm[form](filling);
}

/** The fields that every proposal has: what it is called, which begins as `titleIn` says it, and by which act. */
export function groundFields(filling: Filling, titleIn: (language: Language) => string): Field[] {
  const { visit } = filling;
  const languages = LANGUAGES.map((language: Language) => ({
    value: language,
    text: say(visit.language, `law-pack.language.${language}`),
  }));
  return [
    ...LANGUAGES.map((language) => field(filling, 'input', `title-${language}`, titleIn(language))),
    field(filling, 'input', 'act', '', { hint: word(filling, 'act-hint') }),
    dateField(filling, 'on', ''),
    field(filling, 'input', 'article', '', { width: 20, isOptional: true }),
    field(filling, 'textarea', 'text', '', { rows: 5, hint: word(filling, 'text-hint') }),
    field(filling, 'select', 'language', visit.language, { options: languages }),
  ];
}
