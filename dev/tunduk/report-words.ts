import type { Language } from '../../domain/language.ts';
import type { ReportWords } from '../../integrations/tunduk/conformance/report.ts';
import type { Contract } from '../../integrations/tunduk/contracts/contract-schema.ts';
import { say } from '../../wording/say.ts';

/** The words of the conformance kit in one language. */
export function reportWords(language: Language, side: 'provider' | 'consumer', { status }: Contract): ReportWords {
  return {
    language,
    title: say(language, `tunduk-conformance.title.${side}`),
    rule: (number) => say(language, `tunduk-conformance.rule.${number}`),
    cure: (number) => say(language, `tunduk-conformance.cure.${number}`),
    verdict: (verdict) => say(language, `tunduk-conformance.verdict.${verdict}`),
    status: say(language, `tunduk.status.${status}`),
    sum: ({ kept, broken, 'not-tried': untried, 'by-hand': byHand }) =>
      say(language, 'tunduk-conformance.sum', { kept, broken, untried, byHand }),
    labels: {
      rule: say(language, 'tunduk-conformance.label.rule'),
      verdict: say(language, 'tunduk-conformance.label.verdict'),
      section: say(language, 'tunduk-conformance.label.section'),
      seen: say(language, 'tunduk-conformance.label.seen'),
      cure: say(language, 'tunduk-conformance.label.cure'),
    },
  };
}
