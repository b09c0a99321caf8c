import type { HeaderLine } from '../protocol/message-hash.ts';
import { lastHeader, readRestRequest } from '../protocol/rest-message.ts';
import { readSoap } from '../protocol/read-soap.ts';
import type { SoapMessage } from '../protocol/read-soap.ts';

/** What a consumer was met with: a right answer, or the planted situation of the trial. */
export type Situation = 'plain' | 'denied' | 'down' | 'unknown' | 'wrongHash' | 'silent';

/** One call of a consumer as the kit saw it. The message itself is not kept longer than the trial. */
export interface ObservedCall {
  situation: Situation;
  at: number;
  protocol: 'soap' | 'rest';
  method: string;
  target: string;
  headers: readonly HeaderLine[];
  body: Buffer;
  isMutualTls: boolean;
  /** Milliseconds until the consumer hung up without an answer; undefined when it waited. */
  hungUpAfterMs?: number;
}

/** The reasons and the id of a call, wherever its protocol keeps them. */
export function reasonsOf(call: ObservedCall): { id: string; userId: string; issue: string } {
  if (call.protocol === 'rest') {
    const header = (name: string) => lastHeader(call.headers, name) ?? '';
    return { id: header('x-road-id'), userId: header('x-road-userid'), issue: header('x-road-issue') };
  }
  const message = messageIn(call);
  return { id: message?.id ?? '', userId: message?.userId ?? '', issue: message?.issue ?? '' };
}

/** The SOAP message of a call, or undefined when it is none. */
export function messageIn({ body }: ObservedCall): SoapMessage | undefined {
  try {
    const read = readSoap(body);
    return read.kind === 'message' ? read.message : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a call can be understood at all. */
export function isUnderstood(call: ObservedCall): boolean {
  return call.protocol === 'soap'
    ? messageIn(call) !== undefined
    : typeof readRestRequest(call.target, [...call.headers, ['X-Road-Client', 'a/b/c/d']]) === 'object';
}
