import type { Request, Response } from 'express';
import { ownActs } from '../../../operations/complaints/act-on-own-case.ts';
import type { OwnAct } from '../../../operations/complaints/act-on-own-case.ts';
import { refusalStatuses } from '../../../domain/refusals.ts';
import type { Refusal } from '../../../domain/refusals.ts';
import { sayRefusal } from '../../../wording/refusals.ts';
import { say } from '../../../wording/say.ts';
import type { Language } from '../../../domain/language.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { ownFrame, typedIn } from './own-route.ts';
import type { FoundCase, OwnTyped } from './own-route.ts';

/** Why a code was not accepted. */
export type CodeRefusal = Refusal['refusal'];

/** A form that came after its session had ended. */
export type KeptForm = { act: OwnAct; typed: OwnTyped };

const prefix = 'kept-';

/** Fields of the forms that a person typed; tokens and ids are made anew. */
const typedFields = ['text', 'email', 'phone', 'address'] as const;

/** Why a code was not accepted, in words and with the code of the refusal. */
export function codeRefusalText(language: Language, refusal: CodeRefusal): string {
  return `${sayRefusal(language, refusal)} ${say(language, 'kit.code')}: ${refusal.code}`;
}

/** Asks for the code of the receipt: the private side is not open. What was typed waits in the same form. */
export function askForCode(
  kit: PageKit,
  request: Request,
  response: Response,
  found: FoundCase,
  kept?: KeptForm,
  refusal?: CodeRefusal,
): void {
  const language = languageOf(response);
  const error = refusal && codeRefusalText(language, refusal);
  const fields = kept ? typedFields.filter((field) => (kept.typed[field] ?? '') !== '') : [];
  kit.show(
    request,
    response,
    'complaints/own/code.njk',
    { ...ownFrame(response, found, say(language, 'case.private.title'), false), hasErrors: error !== undefined },
    {
      number: found.complaint.number,
      openPath: `${pagePath(language, found.path)}/open`,
      errors: error === undefined ? [] : [{ text: error, href: '#code' }],
      codeError: error,
      act: kept?.act,
      lead: say(language, kept ? 'own-case.code.kept' : 'own-case.code.lead'),
      fields: fields.map((field) => ({
        name: prefix + field,
        label: say(language, `own-case.field.${field}`),
        value: kept?.typed[field] ?? '',
        isReadOnly: true,
        rows: field === 'text' ? 8 : 2,
      })),
    },
    refusal ? refusalStatuses[refusal.code] : 401,
  );
}

/** What was typed before the session ended, as the code's form carries it; undefined for a plain code. */
export function keptForm(body: unknown): KeptForm | undefined {
  const fields = typedIn(body);
  const act = ownActs.find((each) => each === fields['act']);
  if (act === undefined) return undefined;
  return { act, typed: Object.fromEntries(typedFields.map((field) => [field, fields[prefix + field] ?? ''])) };
}
