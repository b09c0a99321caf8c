import { requiredRuleIds } from '../law-pack.ts';
import type { LawPack, Marked } from '../law-pack.ts';

/** A value of the pack with its address: `rules.complaint_decide`, `bodies.cec.quorum`. */
export type MarkedValue = { address: string; value: Marked };

const bodyParts = ['members', 'quorum', 'majority', 'abstention', 'tie'] as const;

/** Every value of the pack that carries an article and a mark of certainty, in the order of the procedure. */
export function markedValues(pack: LawPack): MarkedValue[] {
  const { complaints } = pack;
  return [
    ...Object.values(pack.rules)
      .toSorted((one, other) => placeOf(one.id) - placeOf(other.id))
      .map((value) => ({ address: `rules.${value.id}`, value })),
    { address: 'complaints.cureSuspendsDecision', value: complaints.cureSuspendsDecision },
    { address: 'complaints.shortenedTerm', value: complaints.shortenedTerm },
    ...valuesUnder('complaints.extensionGrounds', complaints.extensionGrounds),
    ...valuesUnder('complaints.suspensionGrounds', complaints.suspensionGrounds),
    ...valuesUnder('competence', pack.competence),
    ...valuesUnder('decisions.measures', pack.decisions.measures),
    ...valuesUnder('decisions.redactionGrounds', pack.decisions.redactionGrounds),
    ...Object.values(pack.bodies).flatMap((body) =>
      bodyParts.map((part) => ({ address: `bodies.${body.kind}.${part}`, value: body[part] })),
    ),
  ];
}

/** Rules in the order of the procedure, then all others: a pack read from the database keeps no order. */
function placeOf(ruleId: string): number {
  const place = (requiredRuleIds as readonly string[]).indexOf(ruleId);
  return place < 0 ? requiredRuleIds.length : place;
}

function valuesUnder(part: string, values: Readonly<Record<string, Marked>>): MarkedValue[] {
  return Object.entries(values).map(([key, value]) => ({ address: `${part}.${key}`, value }));
}

/** The pack with the value of the address changed by `change`; unchanged where there is no such value. */
export function changeMarked(pack: LawPack, address: string, change: Partial<Marked>): LawPack {
  if (!markedValues(pack).some((one) => one.address === address)) return pack;
  return changeAt(pack as unknown as Tree, address.split('.'), change) as unknown as LawPack;
}

type Tree = { readonly [key: string]: Tree };

function changeAt(tree: Tree, [key = '', ...rest]: readonly string[], change: object): Tree {
  const inner = tree[key] ?? {};
  const changed = rest.length === 0 ? { ...inner, ...change } : changeAt(inner, rest, change);
  return { ...tree, [key]: changed as Tree };
}
