import type { ComplaintOutcome, ComplaintState } from '../../domain/complaints/complaint.ts';
import type { DecisionText } from '../../domain/decisions/decision-text.ts';
import { fillPlaceholders } from '../../domain/decisions/placeholders.ts';
import type { Language } from '../../domain/language.ts';
import { lawRule } from '../../domain/law/law-pack.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import { onDay } from '../../wording/dates.ts';
import { decisionTemplate } from '../../wording/decision-templates.ts';
import type { CasePlaceholder } from '../../wording/decision-templates.ts';
import { say } from '../../wording/say.ts';
import { articleWithAct } from '../../wording/law-references.ts';
import type { PrivateSide } from '../complaints/private-side.ts';

/**
 * The text of a decision from the template of an outcome in a language: placeholders of the case are filled with what is
 * known, those for the drafter and those of which nothing is known stay open, in words of that language.
 */
export function fillTemplate(
  about: { complaint: ComplaintState; details: PrivateSide; pack: LawPack },
  outcome: ComplaintOutcome,
  language: Language,
): DecisionText {
  const { complaint, details, pack } = about;
  const template = decisionTemplate(outcome);
  const words = template[language];
  const told = (value: string, name: 'complainant' | 'respondent' | 'demand'): string =>
    value || `{${say(language, `decision-text.open.${name}`)}}`;
  const values: Record<CasePlaceholder, string> = {
    number: complaint.number,
    received: onDay(language, complaint.receivedAt),
    complainant: told(details.name, 'complainant'),
    respondent: told(details.respondent, 'respondent'),
    demand: told(details.demand, 'demand'),
  };
  const fill = (text: string): string => fillPlaceholders(text, values);
  return {
    version: 2,
    language,
    title: fill(words.title),
    grounds: words.grounds.map(fill),
    findings: [{ text: fill(words.finding.text), state: 'established', evidence: fill(words.finding.evidence) }],
    articles: template.articles.map((rule) => {
      const reference = lawRule(pack, rule).article;
      return { reference, text: articleWithAct(language, pack, reference) };
    }),
    operative: template.operative.map(({ kind, addressee }) => ({
      kind,
      addressee: addressee ? { kind: addressee, name: fill(`{${addressee}}`) } : { kind: 'none', name: '' },
      text: fill(words.items[kind] ?? ''),
      term: null,
    })),
  };
}
