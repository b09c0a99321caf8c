import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyAnswer, classifyFault, classifyStatus, classifyTransport } from './classify.ts';
import type { TundukCategory, TundukFailure } from './failure.ts';
import { faultTable } from './fault-table.ts';
import { normaliseCode } from './normalise-code.ts';
import { TundukError } from './tunduk-error.ts';

type Row = [
  seven: string,
  eight: string,
  message: string,
  category: TundukCategory,
  delivered: TundukFailure['delivered'],
  reads: TundukFailure['retryRead'],
  writes: TundukFailure['retryWrite'],
  origin: TundukFailure['origin'],
];

const cp = 'Server.ClientProxy';
const sp = 'Server.ServerProxy';
const c8 = 'server.clientproxy';
const s8 = 'server.serverproxy';

/** Every row of the reference's table §6.5, in the spelling of 7.4.2 and of 7.8.0. */
const table: Row[] = [
  ['Client.InvalidHttpMethod', 'client.invalid_http_method', '', 'BAD_REQUEST', 'no', 'never', 'never', 'us'],
  ['Client.MissingHeaderField', 'client.missing_header_field', '', 'BAD_REQUEST', 'no', 'never', 'never', 'us'],
  [`${cp}.InvalidClientIdentifier`, `${c8}.invalid_client_identifier`, '', 'BAD_REQUEST', 'no', 'never', 'never', 'us'],
  [`${cp}.InternalError`, `${c8}.internal_error`, 'Invalid request URI', 'BAD_REQUEST', 'no', 'never', 'never', 'us'],
  [
    `${cp}.InternalError`,
    `${c8}.internal_error`,
    'boom',
    'PROVIDER_SS_ERROR',
    'maybe',
    'quick',
    'checkFirst',
    'our-ss',
  ],
  [`${cp}.UnknownMember`, `${c8}.unknown_member`, '', 'NOT_REGISTERED', 'no', 'slow', 'slow', 'our-ss'],
  [
    `${cp}.SslAuthenticationFailed`,
    `${c8}.ssl_authentication_failed`,
    'Client (SUBSYSTEM:x) specifies HTTPS',
    'TLS_CONFIG',
    'no',
    'never',
    'never',
    'us',
  ],
  [
    `${cp}.SslAuthenticationFailed`,
    `${c8}.ssl_authentication_failed`,
    'Service provider did not send certificate',
    'SS_DEGRADED',
    'no',
    'slow',
    'checkFirst',
    'their-ss',
  ],
  [
    `${sp}.SslAuthenticationFailed`,
    `${s8}.ssl_authentication_failed`,
    'OCSP',
    'SS_DEGRADED',
    'no',
    'slow',
    'checkFirst',
    'their-ss',
  ],
  [
    `${cp}.NetworkError`,
    `${c8}.network_error`,
    '',
    'PROVIDER_SS_DOWN',
    'maybe',
    'quickThenSlow',
    'checkFirst',
    'their-ss',
  ],
  [`${cp}.OutdatedGlobalConf`, `${c8}.global_conf_outdated`, '', 'SS_DEGRADED', 'no', 'slow', 'slow', 'our-ss'],
  [`${sp}.OutdatedGlobalConf`, `${s8}.global_conf_outdated`, '', 'SS_DEGRADED', 'no', 'slow', 'slow', 'their-ss'],
  [`${cp}.LoggingFailed`, `${c8}.logging_failed`, '', 'SS_DEGRADED', 'maybe', 'slow', 'checkFirst', 'our-ss'],
  [
    `${cp}.LoggingFailed.InternalError`,
    `${c8}.logging_failed.internal_error`,
    '',
    'SS_DEGRADED',
    'maybe',
    'slow',
    'checkFirst',
    'our-ss',
  ],
  [
    `${cp}.LoggingFailed.TimestamperFailed`,
    `${c8}.logging_failed.timestamper_failed`,
    '',
    'SS_DEGRADED',
    'maybe',
    'slow',
    'checkFirst',
    'our-ss',
  ],
  [`${cp}.TimestamperFailed`, `${c8}.timestamper_failed`, '', 'SS_DEGRADED', 'maybe', 'slow', 'checkFirst', 'our-ss'],
  [
    `${cp}.IOError`,
    `${c8}.io_error`,
    'Message size exceeds maximum loggable size',
    'TOO_LARGE',
    'maybe',
    'never',
    'never',
    'us',
  ],
  [`${cp}.IOError`, `${c8}.io_error`, 'closed', 'UNKNOWN_OUTCOME', 'maybe', 'quick', 'checkFirst', 'our-ss'],
  ['Signer.KeyNotAvailable', 'signer.key_not_available', '', 'SS_DEGRADED', 'maybe', 'slow', 'checkFirst', 'our-ss'],
  ['Signer.TokenNotActive', 'signer.token_not_active', '', 'SS_DEGRADED', 'maybe', 'slow', 'checkFirst', 'our-ss'],
  [
    `${cp}.Signer.InternalError`,
    `${c8}.signer.internal_error`,
    '',
    'SS_DEGRADED',
    'maybe',
    'slow',
    'checkFirst',
    'our-ss',
  ],
  [
    `${cp}.CannotCreateSignature`,
    `${c8}.cannot_create_signature`,
    '',
    'SS_DEGRADED',
    'maybe',
    'slow',
    'checkFirst',
    'our-ss',
  ],
  [
    `${sp}.CannotCreateSignature.TokenNotActive`,
    `${s8}.cannot_create_signature.token_not_active`,
    '',
    'SS_DEGRADED',
    'maybe',
    'slow',
    'checkFirst',
    'their-ss',
  ],
  [
    `${sp}.AccessDenied`,
    `${s8}.access_denied`,
    'Request is not allowed',
    'ACCESS_DENIED',
    'no',
    'never',
    'never',
    'their-ss',
  ],
  [`${sp}.UnknownService`, `${s8}.unknown_service`, '', 'CONTRACT_CONFIG', 'no', 'never', 'never', 'us'],
  [`${sp}.ServiceType`, `${s8}.service_type`, '', 'CONTRACT_CONFIG', 'no', 'never', 'never', 'us'],
  [`${sp}.ServiceMissingUrl`, `${s8}.service_missing_url`, '', 'CONTRACT_CONFIG', 'no', 'never', 'never', 'their-ss'],
  [
    `${sp}.ServiceDisabled`,
    `${s8}.service_disabled`,
    'Works until 06:00',
    'PROVIDER_OUTAGE',
    'no',
    'slow',
    'slow',
    'provider',
  ],
  [
    `${sp}.NetworkError`,
    `${s8}.network_error`,
    '',
    'PROVIDER_DOWN',
    'maybe',
    'quickThenSlow',
    'checkFirst',
    'provider',
  ],
  [`${sp}.IOError`, `${s8}.io_error`, 'Read timed out', 'UNKNOWN_OUTCOME', 'maybe', 'few', 'checkFirst', 'provider'],
  [
    `${sp}.ServiceFailed.HttpError`,
    `${s8}.service_failed.http_error`,
    '',
    'PROVIDER_DOWN',
    'maybe',
    'quickThenSlow',
    'checkFirst',
    'provider',
  ],
  [
    `${sp}.ServiceFailed.NetworkError`,
    `${s8}.service_failed.network_error`,
    '',
    'PROVIDER_DOWN',
    'maybe',
    'quickThenSlow',
    'checkFirst',
    'provider',
  ],
  [
    `${sp}.ServiceFailed.IOError`,
    `${s8}.service_failed.io_error`,
    '',
    'PROVIDER_DOWN',
    'maybe',
    'quickThenSlow',
    'checkFirst',
    'provider',
  ],
  [
    `${sp}.ServiceFailed.MissingHeader`,
    `${s8}.service_failed.missing_header`,
    '',
    'PROVIDER_BUG',
    'yes',
    'once',
    'checkFirst',
    'provider',
  ],
  [
    `${sp}.ServiceFailed.MissingHeaderField`,
    `${s8}.service_failed.missing_header_field`,
    '',
    'PROVIDER_BUG',
    'yes',
    'once',
    'checkFirst',
    'provider',
  ],
  [
    `${sp}.ServiceFailed.InvalidSoap`,
    `${s8}.service_failed.invalid_soap`,
    '',
    'PROVIDER_BUG',
    'yes',
    'once',
    'checkFirst',
    'provider',
  ],
  [
    `${sp}.ServiceFailed.InconsistentHeaders`,
    `${s8}.service_failed.inconsistent_headers`,
    '',
    'PROVIDER_BUG',
    'yes',
    'once',
    'checkFirst',
    'provider',
  ],
  [
    `${sp}.ServiceFailed.InconsistentResponse`,
    `${s8}.service_failed.inconsistent_response`,
    '',
    'PROVIDER_BUG',
    'yes',
    'once',
    'checkFirst',
    'provider',
  ],
  [`${cp}.InconsistentResponse`, `${c8}.inconsistent_response`, '', 'INTEGRITY', 'yes', 'never', 'never', 'network'],
  [`${sp}.DatabaseError`, `${s8}.database_error`, '', 'PROVIDER_SS_ERROR', 'maybe', 'quick', 'checkFirst', 'their-ss'],
  [`${sp}.InternalError`, `${s8}.internal_error`, '', 'PROVIDER_SS_ERROR', 'maybe', 'quick', 'checkFirst', 'their-ss'],
];

for (const [seven, eight, message, category, delivered, reads, writes, origin] of table) {
  for (const code of [seven, eight]) {
    test(`${code}${message === '' ? '' : ` "${message}"`} is ${category}: delivered ${delivered}, reads ${reads}, writes ${writes}`, () => {
      const found = classifyFault(code, message);
      assert.deepEqual(
        [found.category, found.delivered, found.retryRead, found.retryWrite, found.origin],
        [category, delivered, reads, writes, origin],
      );
    });
  }
  test(`${seven} and ${eight} are one code`, () => assert.equal(normaliseCode(seven), normaliseCode(eight)));
}

const newIn780: [code: string, category: TundukCategory][] = [
  [`${s8}.maintenance_mode`, 'PROVIDER_OUTAGE'],
  [`${c8}.unknown_host`, 'PROVIDER_SS_DOWN'],
  [`${s8}.unknown_host`, 'PROVIDER_DOWN'],
  [`${c8}.client_not_found`, 'NOT_REGISTERED'],
  [`${s8}.endpoint_not_found`, 'CONTRACT_CONFIG'],
];
for (const [code, category] of newIn780) {
  test(`${code}, new in 7.8.0, is ${category}`, () => assert.equal(classifyFault(code, '').category, category));
}

test('every row of the fault table is met by a case above', () => {
  const codes = [
    ...table.map(([, eight, message]) => ({ code: eight, message })),
    ...newIn780.map(([code]) => ({ code, message: '' })),
  ];
  const extra = [`${c8}.timestamping_failed`, `${c8}.bad_request`, `${c8}.database_error`].map((code) => ({
    code,
    message: '',
  }));
  const met = (row: (typeof faultTable)[number]) =>
    [...codes, ...extra].some(({ code, message }) => {
      const { category, retryRead, retryWrite, delivered, alarm } = classifyFault(code, message);
      const isSame = category === row.category && retryRead === row.retryRead && retryWrite === row.retryWrite;
      return (
        `/${normaliseCode(code)}/`.includes(row.code) && isSame && delivered === row.delivered && alarm === row.alarm
      );
    });
  assert.deepEqual(
    faultTable.filter((row) => !met(row)).map(({ code }) => code),
    [],
  );
});

test('a code that nobody knows is slow, maybe delivered, and looked at; its prefix says where it came from', () => {
  const unknown = classifyFault('Server.ServerProxy.SomethingNew', '');
  assert.deepEqual(
    [unknown.category, unknown.retryRead, unknown.retryWrite, unknown.delivered, unknown.alarm, unknown.origin],
    ['UNKNOWN_FAULT', 'slow', 'checkFirst', 'maybe', 'ticket', 'their-ss'],
  );
  assert.equal(classifyFault('server.clientproxy.x', '').origin, 'our-ss');
  assert.equal(classifyFault('', '').category, 'UNKNOWN_FAULT');
  assert.equal(classifyFault('soapenv:Server', '').category, 'UNKNOWN_FAULT');
});

test('a part of a word is not a code', () => {
  assert.equal(classifyFault('Server.ServerProxy.NotAccessDenied', '').category, 'UNKNOWN_FAULT');
  assert.equal(classifyFault('Clients.Nothing', '').category, 'UNKNOWN_FAULT');
});

test('answers of the provider are told apart by their status', () => {
  const say = (status: number) => {
    const { category, delivered, retryRead, retryWrite } = classifyStatus(status);
    return `${category} ${delivered} ${retryRead} ${retryWrite}`;
  };
  for (const status of [408, 429, 502, 503, 504])
    assert.equal(say(status), 'PROVIDER_DOWN maybe quickThenSlow checkFirst');
  assert.equal(say(500), 'PROVIDER_ERROR yes few never');
  for (const status of [301, 302, 400, 401, 403, 409, 422])
    assert.equal(say(status), 'PROVIDER_REJECTED yes never never');
});

test('a connection that failed before sending delivered nothing, one that failed after may have', () => {
  assert.deepEqual(
    (['not-sent', 'tls', 'sent'] as const).map((stage) => {
      const { category, delivered, retryRead, retryWrite, alarm } = classifyTransport(stage);
      return [category, delivered, retryRead, retryWrite, alarm];
    }),
    [
      ['SS_UNREACHABLE', 'no', 'quick', 'quick', 'none'],
      ['SS_UNREACHABLE', 'no', 'quick', 'quick', 'page'],
      ['UNKNOWN_OUTCOME', 'maybe', 'few', 'checkFirst', 'none'],
    ],
  );
});

test('the error of the house is retryable exactly when a read may pass by itself', () => {
  const every = [
    ...table.map(([seven, , message]) => classifyFault(seven, message)),
    ...[302, 404, 500, 503].map(classifyStatus),
    ...(['not-sent', 'tls', 'sent'] as const).map(classifyTransport),
    ...(['integrity', 'contract', 'not-x-road', 'stand-in'] as const).map(classifyAnswer),
  ];
  for (const failure of every) {
    const error = new TundukError({ failure });
    assert.equal(error.retryable, failure.retryRead !== 'never', failure.category);
    assert.match(error.code, /^tunduk-[a-z-]+$/);
  }
});
