import type { RequestHandler } from 'express';
import { refuse } from '../../domain/refusals.ts';
import { documentLimit, stagedPurposes, stageDocument as stage } from '../../operations/documents/stage-document.ts';
import type { StagedPurpose } from '../../operations/documents/stage-document.ts';
import type { ApiDeps } from '../api.ts';
import { clientOf } from '../client-of.ts';
import { contextOf } from '../context-of.ts';
import { sendRefusal } from '../problem.ts';

/** Takes one file as the body of a request and keeps it for its filing for 24 hours. */
export function stageDocument(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const context = contextOf(deps, response);
    if (Number(request.get('Content-Length') ?? 0) > documentLimit) {
      response.set('Connection', 'close');
      const details = { megabytes: documentLimit / 1024 / 1024 };
      return sendRefusal(request, response, refuse('BODY_TOO_LARGE', details).refusal);
    }
    const purpose = purposeIn(request.query);
    if (purpose === undefined) {
      response.set('Connection', 'close');
      return sendRefusal(request, response, refuse('INPUT_INVALID', { field: 'purpose' }).refusal);
    }
    const source = { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) };
    const name = fileNameIn(request.get('Content-Disposition') ?? '');
    const staged = await stage(context, { client: clientOf(context, request) }, name, source, { purpose });
    if (response.destroyed) return;
    request.resume();
    if (!staged.ok) return sendRefusal(request, response, staged.refusal);
    if (staged.value.bytes === 0) return sendRefusal(request, response, refuse('UPLOAD_BROKEN').refusal);
    response.status(201).set('Cache-Control', 'no-store').json(staged.value);
  };
}

/** What the file is for: evidence unless `purpose` says otherwise; undefined for what is no purpose. */
function purposeIn(query: Record<string, unknown>): StagedPurpose | undefined {
  const { purpose = 'evidence', ...others } = query;
  return Object.keys(others).length > 0 ? undefined : stagedPurposes.find((known) => known === purpose);
}

/** The file name of RFC 6266: the encoded one first, the plain one else. */
export function fileNameIn(disposition: string): string {
  const [, encoded] = /filename\*\s*=\s*UTF-8''([^;\s]+)/i.exec(disposition) ?? [];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return 'file';
    }
  }
  const [, quoted, plain] = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition) ?? [];
  return quoted ?? plain ?? 'file';
}
