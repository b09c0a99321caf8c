import type { Language } from '../../domain/language.ts';
import type { ContainerCheck, KeptContainers, Recheck } from '../../operations/registries/read-containers.ts';
import type { Tag } from '../../web-kit/components.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { hexGroups } from '../../wording/hex-groups.ts';
import { say } from '../../wording/say.ts';
import { nameOf } from './registry-name.ts';

/** Signed containers: how many hold, and those that were checked again after other certificates were trusted. */
export function containersModel(language: Language, { standing, rechecks }: KeptContainers) {
  const { good, broken, 'not-checked': unchecked } = standing;
  const kept = good + broken + unchecked;
  return {
    standing: kept === 0 ? '' : say(language, 'registries.containers', { kept, good, broken, unchecked }),
    rechecks: rechecks.map((row) => recheckModel(language, row)),
  };
}

function recheckModel(language: Language, { registry, side, xRoadId, checkedAt, before, now }: Recheck) {
  return {
    name: registry === null ? '' : nameOf(language, registry),
    side: say(language, `registries.side.${side}`),
    xRoadId,
    moment: dayTimeShort(language, checkedAt),
    before: checkModel(language, before),
    now: checkModel(language, now),
  };
}

function checkModel(language: Language, { verdict, digest, notGood }: ContainerCheck) {
  return {
    tag: verdictTag(language, verdict),
    why: notGood.map(({ part, reason }) => ({ part: say(language, `registries.part.${part}`), reason })),
    trust: trustOf(language, digest),
  };
}

function trustOf(language: Language, digest: string | null): string {
  if (digest === null) return say(language, 'registries.trust-unknown');
  if (digest === '') return say(language, 'registries.trust-none');
  return say(language, 'registries.trust-digest', { digest: hexGroups(digest) });
}

function verdictTag(language: Language, verdict: ContainerCheck['verdict']): Tag {
  const text = say(language, `registries.verdict.${verdict}`);
  if (verdict === 'good') return { kind: 'granted', icon: 'tick', text };
  return verdict === 'broken' ? { kind: 'disputed', icon: 'warn', text } : { kind: 'outline', icon: 'info', text };
}
