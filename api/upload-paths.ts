import { z } from 'zod';
import { uploadJson } from './complaints/complaint-json.ts';
import { tusVersion } from './documents/resumable-upload.ts';
import { uploadExample } from './examples.ts';
import { answer, refused } from './open-api-parts.ts';

const tus = z.string().meta({ description: 'Version of the protocol, tus 1.0.0', examples: [tusVersion] });
const path = z.object({ id: z.uuid().meta({ examples: [uploadExample.id] }) });
const offsetHeaders = z.object({
  'Upload-Offset': z.string().meta({ description: 'Bytes that are stored' }),
  'Upload-Length': z.string(),
  'Upload-Expires': z.string(),
  'Tus-Resumable': tus,
});

const begin = {
  operationId: 'beginUpload',
  summary: 'Begin an upload that can be cut and continued (tus 1.0.0), up to 500 MB',
  requestParams: {
    header: z.object({
      'Tus-Resumable': tus,
      'Upload-Length': z.string().meta({ description: 'Bytes of the whole file', examples: ['5'] }),
      'Upload-Metadata': z
        .string()
        .optional()
        .meta({
          description: '`filename` and `purpose` (evidence, authority), their values in base64',
          examples: ['filename 0LLQuNC00LXQvi5tcDQ=,purpose ZXZpZGVuY2U='],
        }),
    }),
  },
  responses: {
    '201': {
      description: 'Begun; `Location` is its address',
      headers: offsetHeaders.extend({ Location: z.string() }),
    },
    ...refused([413, 'BODY_TOO_LARGE'], [422, 'INPUT_INVALID'], [429, 'TOO_MANY_REQUESTS']),
  },
};

const append = {
  operationId: 'appendToUpload',
  summary: 'Add bytes where the upload stands; after a cut connection ask for the offset and go on',
  requestParams: {
    path,
    header: z.object({
      'Tus-Resumable': tus,
      'Upload-Offset': z.string().meta({ examples: ['0'] }),
      'Upload-Checksum': z
        .string()
        .optional()
        .meta({
          description: 'sha256 or sha1 and the sum of this part in base64; a part with another sum is not kept',
          examples: ['sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00='],
        }),
    }),
  },
  requestBody: {
    required: true,
    content: { 'application/offset+octet-stream': { schema: z.string(), example: 'hello' } },
  },
  responses: {
    '204': { description: 'Stored', headers: offsetHeaders },
    ...refused(
      [404, 'NOT_FOUND'],
      [409, 'UPLOAD_OFFSET_WRONG'],
      [413, 'BODY_TOO_LARGE'],
      [460, 'UPLOAD_CHECKSUM_WRONG'],
    ),
  },
};

const header = z.object({ 'Tus-Resumable': tus });

/** The addresses of resumable uploads, for the OpenAPI document. */
export const uploadPaths = {
  '/api/v1/uploads': { post: begin },
  '/api/v1/uploads/{id}': {
    head: {
      operationId: 'askOffset',
      summary: 'How many bytes are stored',
      requestParams: { path, header },
      responses: { '200': { description: 'The offset', headers: offsetHeaders } },
    },
    get: {
      operationId: 'readUpload',
      summary: 'The upload, and its document once it is whole',
      requestParams: { path },
      responses: { '200': answer('The upload', uploadJson, uploadExample), ...refused([404, 'NOT_FOUND']) },
    },
    patch: append,
    delete: {
      operationId: 'endUpload',
      summary: 'Give an upload up',
      requestParams: { path, header },
      responses: { '204': { description: 'Its bytes are deleted' }, ...refused([404, 'NOT_FOUND']) },
    },
  },
};
