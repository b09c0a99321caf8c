import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import {
  appendToUpload,
  beginUpload,
  endUpload,
  readUploadState,
  uploadLimit,
} from '../../operations/documents/resumable-upload.ts';
import type { UploadPart, UploadState } from '../../operations/documents/resumable-upload.ts';
import { stagedPurposes } from '../../operations/documents/stage-document.ts';
import type { ApiDeps } from '../api.ts';
import { clientOf } from '../client-of.ts';
import { contextOf } from '../context-of.ts';
import { sendRefusal } from '../problem.ts';

/** The version of the protocol that is spoken: tus 1.0.0 (https://tus.io/protocols/resumable-upload). */
export const tusVersion = '1.0.0';

const capabilities = {
  'Tus-Version': tusVersion,
  'Tus-Extension': 'creation,expiration,checksum,termination',
  'Tus-Max-Size': String(uploadLimit),
  'Tus-Checksum-Algorithm': 'sha256,sha1',
};

/** Handlers of uploads that can be cut and continued, as tus 1.0.0 has it. */
export function resumableUpload(deps: ApiDeps) {
  const act =
    (work: (request: Request, response: Response, client: string) => Promise<Outcome<unknown>>): RequestHandler =>
    async (request, response) => {
      response.set({ 'Tus-Resumable': tusVersion, 'Cache-Control': 'no-store' });
      if (request.method !== 'GET' && request.get('Tus-Resumable') !== tusVersion) {
        return void response.set('Tus-Version', tusVersion).status(412).end();
      }
      const context = contextOf(deps, response);
      const outcome = await work(request, response, clientOf(context, request));
      if (response.destroyed || response.headersSent) return;
      request.resume();
      if (!outcome.ok) return sendRefusal(request, response, outcome.refusal);
    };
  const idOf = (request: Request): string => {
    const id = z.uuid().safeParse(request.params['id']);
    return id.success ? id.data : '00000000-0000-0000-0000-000000000000';
  };
  return {
    capabilities: (_request: Request, response: Response): void => {
      response
        .set({ ...capabilities, 'Tus-Resumable': tusVersion })
        .status(204)
        .end();
    },
    begin: act(async (request, response, client) => {
      const asked = askedUpload(request);
      if (!asked.ok) return asked;
      const begun = await beginUpload(contextOf(deps, response), client, asked.value);
      if (!begun.ok) return begun;
      const location = `${deps.publicUrl}/api/v1/uploads/${begun.value.id}`;
      response
        .status(201)
        .set({ ...offsets(begun.value), Location: location })
        .end();
      return begun;
    }),
    look: act(async (request, response, client) => {
      const state = await readUploadState(contextOf(deps, response), client, idOf(request));
      if (state.ok) response.status(200).set(offsets(state.value)).end();
      return state;
    }),
    read: act(async (request, response, client) => {
      const state = await readUploadState(contextOf(deps, response), client, idOf(request));
      if (state.ok) response.json({ ...state.value, expiresAt: state.value.expiresAt.toISOString() });
      return state;
    }),
    append: act(async (request, response, client) => {
      if (request.get('Content-Type') !== 'application/offset+octet-stream') {
        response.status(415).end();
        return refuse('INPUT_INVALID', { field: 'Content-Type' });
      }
      const part = partOf(request);
      if (!part.ok) return part;
      const state = await appendToUpload(contextOf(deps, response), client, idOf(request), part.value);
      if (state.ok && !response.destroyed) response.status(204).set(offsets(state.value)).end();
      return state;
    }),
    end: act(async (request, response, client) => {
      const ended = await endUpload(contextOf(deps, response), client, idOf(request));
      if (ended.ok) response.status(204).end();
      return ended;
    }),
  };
}

function offsets({ received, length, expiresAt }: UploadState): Record<string, string> {
  return {
    'Upload-Offset': String(received),
    'Upload-Length': String(length),
    'Upload-Expires': expiresAt.toUTCString(),
  };
}

function askedUpload(request: Request): Outcome<Parameters<typeof beginUpload>[2]> {
  const length = wholeNumber(request.get('Upload-Length'));
  if (length === undefined || length === 0) return refuse('INPUT_INVALID', { field: 'Upload-Length' });
  const told = metadataOf(request.get('Upload-Metadata') ?? '');
  const purpose = stagedPurposes.find((known) => known === (told.get('purpose') ?? 'evidence'));
  if (purpose === undefined) return refuse('INPUT_INVALID', { field: 'purpose' });
  return { ok: true, value: { name: told.get('filename') ?? 'file', length, purpose } };
}

/** Pairs of a key and a value in base64, parted by commas. */
function metadataOf(header: string): Map<string, string> {
  return new Map(
    header.split(',').flatMap((pair) => {
      const [key = '', value = ''] = pair.trim().split(' ');
      return key === '' ? [] : [[key, Buffer.from(value, 'base64').toString('utf8')]];
    }),
  );
}

function partOf(request: Request): Outcome<UploadPart> {
  const offset = wholeNumber(request.get('Upload-Offset'));
  if (offset === undefined) return refuse('INPUT_INVALID', { field: 'Upload-Offset' });
  const source = { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) };
  const told = request.get('Upload-Checksum');
  if (told === undefined) return { ok: true, value: { offset, source } };
  const [algorithm, digest = ''] = told.split(' ');
  if (algorithm !== 'sha256' && algorithm !== 'sha1') return refuse('INPUT_INVALID', { field: 'Upload-Checksum' });
  return { ok: true, value: { offset, source, checksum: { algorithm, digest: Buffer.from(digest, 'base64') } } };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
