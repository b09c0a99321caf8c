import { say } from '../../wording/say.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { deskKeys, keyNames } from './desk-keys.ts';

/** What the keyboard does at the desk. */
export function keysPage({ language }: StaffVisit): Promise<Answer> {
  return Promise.resolve({
    kind: 'page',
    view: 'keys/keys.njk',
    title: say(language, 'keys.title'),
    model: {
      rows: deskKeys.map((key) => ({ names: keyNames[key], what: say(language, `keys.what.${key}`) })),
    },
  });
}
