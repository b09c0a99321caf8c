import type { Language } from '../../domain/language.ts';
import { instant } from '../../domain/time/instant.ts';
import { readRegistriesAtWork } from '../../operations/registries/read-registries.ts';
import type { RegistriesAtWork, RegistryAtWork } from '../../operations/registries/read-registries.ts';
import type { Tag } from '../../web-kit/components.ts';
import { certaintyMark } from '../../wording/certainty.ts';
import { day, dayTimeShort } from '../../wording/dates.ts';
import { hexGroups } from '../../wording/hex-groups.ts';
import { registryGroundInWords } from '../../wording/law-values.ts';
import { say } from '../../wording/say.ts';
import { capital } from '../cases/act-forms/capital.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { containersModel } from './containers-model.ts';
import { nameOf } from './registry-name.ts';

/** Which registries can be asked, on which ground, which of them is out since when, and the last outages. */
export async function registriesPage({ language, context, actor, place }: StaffVisit): Promise<Answer> {
  const outcome = await readRegistriesAtWork(context, actor, place);
  if (!outcome.ok) return refused(outcome);
  const { isConnected, needsGround, registries, outages, trust, containers } = outcome.value;
  return {
    kind: 'page',
    view: 'registries/registries.njk',
    title: say(language, 'registries.title'),
    model: {
      connection: say(language, connectionKey({ isConnected, needsGround })),
      isConnected,
      registries: registries.map((registry) => registryModel(language, registry)),
      outages: outages.map(({ registry, openedAt, closedAt }) => ({
        name: nameOf(language, registry),
        from: dayTimeShort(language, openedAt),
        to: closedAt === null ? say(language, 'registries.lasts') : dayTimeShort(language, closedAt),
      })),
      trust: isConnected ? trustModel(language, trust) : undefined,
      containers: containersModel(language, containers),
      law: `/${language}/law`,
    },
  };
}

function connectionKey({ isConnected, needsGround }: Pick<RegistriesAtWork, 'isConnected' | 'needsGround'>): string {
  if (!isConnected) return 'registries.not-connected';
  return needsGround ? 'registries.connected-with-ground' : 'registries.connected';
}

function registryModel(language: Language, { registry, owner, ground, outSince, lastDay, ...rest }: RegistryAtWork) {
  const mark = certaintyMark(language, ground ?? { certainty: 'UN' });
  return {
    name: nameOf(language, registry),
    owner: owner[language],
    state: stateOf(language, outSince),
    way: wayModel(language, rest.probe),
    note: outSince === null ? '' : say(language, 'registries.left-alone', { moment: dayTimeShort(language, outSince) }),
    ground: ground === null ? say(language, 'law-pack.ground-not-set') : registryGroundInWords(language, ground),
    certainty: { confirmed: mark.isConfirmed, text: mark.explanation },
    lastDay: say(language, 'registries.last-day', lastDay),
    reads: say(language, 'registries.reads', { n: rest.readsPerPersonAndDay }),
  };
}

/** What the last look at the way to a registry found that is out; that its security server answers says nothing about it. */
function wayModel(language: Language, probe: RegistryAtWork['probe']) {
  if (probe === null) return '';
  const moment = dayTimeShort(language, probe.probedAt);
  return say(language, probe.category === null ? 'registries.way-open' : 'registries.way-closed', { moment });
}

/** What was found when the published certificates were last compared with the trusted ones; nothing new is trusted by itself. */
function trustModel(language: Language, trust: RegistriesAtWork['trust']) {
  const changes = trust?.changes ?? [];
  const state = trust === null ? 'never' : changes.length > 0 ? 'differs' : 'same';
  const moment = trust === null ? '' : dayTimeShort(language, trust.lookedAt);
  return {
    isAlarm: state === 'differs',
    words: say(language, `registries.trust-${state}`, { moment }),
    changes: changes.map(({ change, use, name, subject, fingerprint, until }) => ({
      change: say(language, `registries.trust-${change}`),
      use: use === null ? '' : capital(language, say(language, `registries.use.${use}`)),
      name: name ?? subject,
      subject: name === null ? '' : subject,
      fingerprint: hexGroups(fingerprint),
      until: day(language, instant(until)),
    })),
  };
}

function stateOf(language: Language, outSince: RegistryAtWork['outSince']): Tag {
  return outSince === null
    ? { kind: 'granted', icon: 'tick', text: say(language, 'registries.works') }
    : { kind: 'disputed', icon: 'warn', text: say(language, 'registries.out') };
}
