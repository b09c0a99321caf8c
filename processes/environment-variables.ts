import { resolve } from 'node:path';
import { z } from 'zod';
import { subsystemFrom } from './tunduk-environment.ts';

const flag = z
  .enum(['true', 'false', '1', '0', ''], 'must be true or false')
  .transform((text) => text === 'true' || text === '1');
const address = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => protocols.includes(protocolOf(text)),
      `must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );

const file = z
  .string()
  .min(1)
  .transform((path) => resolve(path));

/** Every variable that shailoo reads: its form and what holds when it is not given. */
export const variables = z.strictObject({
  SHAILOO_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine(
      (port) => port >= 1 && port <= 65_505,
      'must be between 1 and 65505, because the ports after it are used too',
    )
    .default(3000),
  SHAILOO_HOME: z
    .string()
    .min(1)
    .default('.shailoo')
    .transform((path) => resolve(path)),
  SHAILOO_MODE: z.enum(['demonstration', 'production'], 'must be demonstration or production').default('demonstration'),
  SHAILOO_LISTEN: z.string().min(1).optional(),
  SHAILOO_EMPTY: flag.default(false),
  SHAILOO_TRAINING_CLOCK: flag.optional(),
  SHAILOO_KEY_FILE: z
    .string()
    .min(1)
    .transform((path) => resolve(path))
    .optional(),
  LEDGER_FOLDER: z
    .string()
    .min(1)
    .transform((path) => resolve(path))
    .optional(),
  LEDGER_KEY_FILE: z
    .string()
    .min(1)
    .transform((path) => resolve(path))
    .optional(),
  LEDGER_WITNESSES: z
    .string()
    .transform((text, check) =>
      text.split(/[;\n]/).flatMap((part) => {
        const [, url = '', key = ''] = /^(https?:\/\/\S+)\s+(\S+)$/.exec(part.trim()) ?? [];
        if (part.trim() !== '' && url === '')
          check.addIssue('must be `ADDRESS KEY`, one after the other with ; between');
        return url === '' ? [] : [{ url, key }];
      }),
    )
    .default([]),
  LEDGER_COPY_ENDPOINT: address('http:', 'https:').optional(),
  LEDGER_COPY_BUCKET: z.string().min(3).optional(),
  LEDGER_COPY_ACCESS_KEY: z.string().min(1).optional(),
  LEDGER_COPY_SECRET_KEY: z.string().min(1).optional(),
  LEDGER_COPY_REGION: z.string().min(1).default('us-east-1'),
  DATABASE_URL: address('postgres:', 'postgresql:').optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/]+:\d{1,5}$/, 'must be host:port')
    .optional(),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  S3_ENDPOINT: address('http:', 'https:').optional(),
  S3_BUCKET: z.string().min(3).optional(),
  S3_ACCESS_KEY: z.string().min(1).optional(),
  S3_SECRET_KEY: z.string().min(1).optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  SMTP_URL: address('smtp:', 'smtps:').optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[^\r\n]*$/, 'must be a mail address')
    .default('shailoo@commission.example'),
  ESI_ISSUER: address('http:', 'https:').optional(),
  ESI_CLIENT_ID: z.string().min(1).default('shailoo'),
  ESI_CLIENT_SECRET: z.string().min(1).optional(),
  TUNDUK_URL: address('http:', 'https:').optional(),
  TUNDUK_CLIENT: z
    .string()
    .refine((text) => subsystemFrom(text) !== undefined, 'must be instance/class/code/subsystem')
    .optional(),
  TUNDUK_ENVIRONMENT: z.enum(['production', 'test', 'stand-in'], 'must be production, test or stand-in').optional(),
  TUNDUK_AUTHORITY_FILE: file.optional(),
  TUNDUK_CERTIFICATE_FILE: file.optional(),
  TUNDUK_KEY_FILE: file.optional(),
  TUNDUK_TRUST_FILE: file.optional(),
  TUNDUK_FINGERPRINT: z
    .string()
    .regex(/^([0-9a-f]{2}:?){32}$/i, 'must be a SHA-256 in hex, with or without colons')
    .optional(),
  TUNDUK_EVIDENCE_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day in Bishkek, such as 02:30')
    .default('02:30'),
  CLAMAV_ADDRESS: z
    .string()
    .regex(/^(\/\S+|[^\s/]+:\d{1,5})$/, 'must be host:port or the absolute path of a socket')
    .optional(),
  PUBLIC_URL: address('http:', 'https:').optional(),
  DESK_URL: address('http:', 'https:').optional(),
  FILES_URL: address('http:', 'https:').optional(),
  OPEN_DATA_LICENCE: z
    .string()
    .regex(/^\S.* https?:\/\/\S+$/, 'must be the name of the licence and its address')
    .transform((text) => ({ name: text.slice(0, text.lastIndexOf(' ')), url: text.slice(text.lastIndexOf(' ') + 1) }))
    .optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'must be a level of pino')
    .default('info'),
});

export type Variables = z.output<typeof variables>;

function protocolOf(text: string): string {
  return URL.canParse(text) ? new URL(text).protocol : '';
}
