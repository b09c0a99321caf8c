import type { LawPack, LawRule } from '../../domain/law/law-pack.ts';
import { loadPacks } from '../../persistence/law/load-pack.ts';

const demonstration = loadPacks().get('pres-2027');

/** The pack of the demonstration election, with other values where a test needs them; `rules` replace by id. */
export function aLawPack(changes: Partial<Omit<LawPack, 'rules'>> & { rules?: readonly LawRule[] } = {}): LawPack {
  if (demonstration === undefined) throw new Error('the pack pres-2027 is missing');
  const { rules = [], ...others } = changes;
  const replaced = Object.fromEntries(rules.map((rule) => [rule.id, rule]));
  return { ...structuredClone(demonstration), ...others, rules: { ...demonstration.rules, ...replaced } };
}

/** A term of three calendar days after an event, under the id `complaint_file` unless told otherwise. */
export function aLawRule(changes: Partial<LawRule> = {}): LawRule {
  return {
    id: 'complaint_file',
    term: { n: 3, unit: 'calendarDays' },
    earlyTerm: null,
    direction: 'after',
    trigger: 'breachKnown',
    counting: 'CR-AFTER',
    closingHour: '24:00',
    inclusiveHour: false,
    actor: 'complainant',
    article: { act: 'law68', article: '44', part: '7' },
    certainty: 'SN',
    confirmed: null,
    whatSilenceMeans: { meaning: 'leftUnexamined', certainty: 'SN' },
    ...changes,
  };
}
