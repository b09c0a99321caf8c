import type { Request, Response } from 'express';
import { dayTimeExact } from '../../../wording/dates.ts';
import { bytes } from '../../../wording/figures.ts';
import { say } from '../../../wording/say.ts';
import { HttpProblem } from '../../../web-kit/http-problem.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { hexGroups } from '../../../wording/hex-groups.ts';
import { ownFrame, ownPath } from './own-route.ts';
import type { OwnVisit } from './own-route.ts';

/** The confirmation of an act: when exactly it was received, and the SHA-256 of words and files. */
export function showReceived(kit: PageKit, request: Request, response: Response, visit: OwnVisit, seq: number): void {
  const received = visit.opened.received.find((each) => each.seq === seq);
  if (!received) throw new HttpProblem(404);
  const language = languageOf(response);
  const { act, at, paperHash, fileHashes } = received;
  const files = fileHashes.flatMap((sha256) => visit.opened.side.documents.filter((one) => one.sha256 === sha256));
  kit.show(
    request,
    response,
    'complaints/own/received.njk',
    ownFrame(response, visit, say(language, `own-case.${act}.done`)),
    {
      number: visit.complaint.number,
      moment: say(language, 'own-case.received.moment', { moment: dayTimeExact(language, at) }),
      next: say(language, `own-case.${act}.next`),
      paper: paperHash === null ? null : hexGroups(paperHash),
      files: [...new Map(files.map((file) => [file.id, file])).values()].map(({ name, bytes: size, sha256 }) => ({
        name,
        size: bytes(language, size),
        sha256: hexGroups(sha256),
      })),
      back: ownPath(response, visit),
      publicPath: pagePath(language, visit.path),
    },
  );
}
