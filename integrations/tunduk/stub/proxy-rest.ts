import { encodeServiceId } from '../protocol/identifiers.ts';
import { keptRequestHeaders } from '../protocol/rest-message.ts';
import type { ReadRestRequest } from '../protocol/rest-message.ts';
import { askProvider } from './ask-provider.ts';
import type { OfferedService } from './known-services.ts';
import type { StubReply, StubRequest } from './stub-context.ts';

/** Passes a REST request to an integrator's endpoint with the headers that X-Road keeps and those it adds. */
export async function proxyRest(
  offered: OfferedService,
  request: StubRequest,
  read: ReadRestRequest,
  signed: { id: string; requestId: string },
): Promise<StubReply> {
  const base = (offered.settings.endpoint ?? '').replace(/\/$/, '');
  const query = read.query === undefined ? '' : `?${read.query}`;
  const kept = keptRequestHeaders(request.headers).filter(([name]) => !/^x-road-(id|service)$/i.test(name));
  return askProvider(offered, {
    method: request.method,
    url: `${base}${read.servicePath}${query}`,
    headers: [
      ...kept,
      ['X-Road-Id', signed.id],
      ['X-Road-Service', encodeServiceId(offered.id)],
      ['X-Road-Request-Id', signed.requestId],
    ],
    body: request.body,
  });
}
