import type { RequestHandler } from 'express';
import type { Language } from '../../domain/language.ts';
import { lawRule } from '../../domain/law/law-pack.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { calculateTerm, momentToAsk } from '../../operations/law/calculate-term.ts';
import type { AskedTerm, CalculatedTerm } from '../../operations/law/calculate-term.ts';
import { deadlineMoment } from '../../wording/dates.ts';
import { articleLabel, termInWords } from '../../wording/law-references.ts';
import { say } from '../../wording/say.ts';
import { derivationModel } from '../../web-kit/deadlines/derivation-model.ts';
import { languageOf } from '../../web-kit/language.ts';
import { pagePath } from '../page-kit.ts';
import type { PageKit } from '../page-kit.ts';

const fields = ['rule', 'day', 'time'] as const;

/** Counts any term of the law in force from any moment, step by step, as it is counted for cases. */
export function termPage(kit: PageKit): RequestHandler {
  return async (request, response) => {
    const language = languageOf(response);
    const context = kit.contextOf(response);
    const given = (name: string): string => {
      const value = request.query[name];
      return typeof value === 'string' ? value.trim().slice(0, 60) : '';
    };
    const isAsked = fields.some((name) => given(name) !== '');
    const asked: AskedTerm = { rule: given('rule'), day: given('day'), time: given('time') };
    const outcome = await calculateTerm(context, isAsked ? asked : null);
    const shown = outcome.ok ? outcome : await calculateTerm(context, null);
    if (!shown.ok) return kit.refuse(request, response, shown.refusal);
    const fault = outcome.ok ? '' : String(outcome.refusal.details?.['field'] ?? '');
    const typed = isAsked ? asked : { rule: '', ...(await momentToAsk(context)) };
    const { legal } = await context.clock();
    const error = fault === '' ? undefined : say(language, `term-page.invalid.${fault}`);
    kit.show(
      request,
      response,
      'law/term.njk',
      {
        title: say(language, 'term-page.title'),
        crumbs: [{ text: say(language, 'law-pack.public.title'), href: pagePath(language, '/law') }],
        hasErrors: error !== undefined,
      },
      {
        here: pagePath(language, '/law/terms'),
        errors: error === undefined ? [] : [{ text: error, href: `#${fault}` }],
        ...formModel(language, shown.value, typed, { [fault]: error }),
        result: resultModel(language, shown.value, legal),
      },
      error === undefined ? 200 : 422,
    );
  };
}

function formModel(
  language: Language,
  { pack }: CalculatedTerm,
  typed: AskedTerm,
  errors: Readonly<Record<string, string | undefined>>,
) {
  const field = (name: (typeof fields)[number]) => ({
    name,
    label: say(language, `term-page.field.${name}`),
    value: typed[name],
    error: errors[name],
  });
  const rules = Object.keys(pack.rules).map((id) => ({ value: id, text: say(language, `law.rule.${id}`) }));
  return {
    rule: { ...field('rule'), options: [{ value: '', text: say(language, 'term-page.choose') }, ...rules] },
    day: { ...field('day'), type: 'date', width: '10' },
    time: { ...field('time'), type: 'time', width: '10' },
  };
}

function resultModel(language: Language, { pack, derived }: CalculatedTerm, now: Instant) {
  if (derived === null) return null;
  const rule = lawRule(pack, derived.ruleId);
  return {
    until: derived.dueAt === null ? say(language, 'kit.chip.at-once') : deadlineMoment(language, derived.dueAt),
    term: termInWords(language, rule.term),
    norm: { text: articleLabel(language, pack, rule.article) },
    derivation: derivationModel(language, derived, pack, now),
  };
}
