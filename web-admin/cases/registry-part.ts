import { isOpenRequest } from '../../domain/complaints/body-request.ts';
import type { BodyRequest } from '../../domain/complaints/body-request.ts';
import type { Language } from '../../domain/language.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import type { OpenedAnswer } from '../../operations/registries/open-answers.ts';
import type { Tag } from '../../web-kit/components.ts';
import { day, dayTimeShort } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { termOf } from './case-terms.ts';

/** What came of asking a registry: its answer for who may open the case, or that it will come by letter. */
export type RegistryPart = {
  note: string;
  tag: Tag | undefined;
  heading: string;
  rows: readonly { key: string; value: string }[];
};

const shown = [
  'surname',
  'name',
  'patronymic',
  'bornOn',
  'diedOn',
  'citizenship',
  'isPinBlocked',
  'text',
  'since',
] as const;
const notices = ['NOT_FOUND', 'PIN_INVALID', 'PIN_BLOCKED'];
const days: readonly string[] = ['bornOn', 'diedOn', 'since'];

/** The part of a request to a registry; undefined for a request to a body. */
export function registryPart(language: Language, opened: OpenedCase, request: BodyRequest): RegistryPart | undefined {
  if (request.registry === undefined) return undefined;
  const answer = opened.registryAnswers.get(request.id);
  return {
    note: noteOf(language, opened, request),
    tag:
      answer?.isStandIn === true
        ? { kind: 'disputed', icon: 'warn', text: say(language, 'case-page.registry.stand-in') }
        : undefined,
    heading: answer === undefined ? '' : say(language, 'case-page.registry.answer'),
    rows: answer === undefined ? [] : rowsOf(language, answer),
  };
}

/** What an open question waits for: the registry that is out, or the letter, once the machine asks no more. */
function noteOf(language: Language, opened: OpenedCase, request: BodyRequest): string {
  if (!isOpenRequest(request)) return '';
  if (request.failedAt !== undefined) return say(language, 'case-page.registry.failed');
  if (termOf(opened, request.term)?.state === 'missed') return say(language, 'case-page.registry.over');
  const outSince = opened.registries.find(({ registry }) => registry === request.registry)?.outSince ?? null;
  return outSince === null ? '' : say(language, 'case-page.registry.out', { moment: dayTimeShort(language, outSince) });
}

function rowsOf(language: Language, answer: OpenedAnswer): { key: string; value: string }[] {
  if ('code' in answer) {
    const known = notices.includes(answer.code) ? answer.code : 'other';
    return [{ key: '', value: say(language, `case-page.registry.notice.${known}`, { code: answer.code }) }];
  }
  return shown.flatMap((name) => {
    const value = answer.data[name];
    if (value === undefined) return [];
    return [{ key: say(language, `case-page.registry.field.${name}`), value: valueInWords(language, name, value) }];
  });
}

function valueInWords(language: Language, name: string, value: unknown): string {
  if (typeof value === 'boolean') return say(language, `case-page.registry.${value ? 'yes' : 'no'}`);
  const text = String(value as string | number);
  return days.includes(name) && /^\d{4}-\d{2}-\d{2}$/.test(text) ? day(language, text) : text;
}
