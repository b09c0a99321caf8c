import type { Dispatcher } from 'undici';
import type { TransportStage } from '../errors/classify.ts';
import type { HeaderLine } from '../protocol/message-hash.ts';
import { headerLines } from '../protocol/rest-message.ts';
import { largestMessage } from '../protocol/read-xml.ts';

/** One HTTP message to a security server. */
export interface OutgoingMessage {
  method: Dispatcher.HttpMethod;
  target: string;
  headers: readonly HeaderLine[];
  body?: Uint8Array;
}

/** What came back: header lines as they came, and the whole body. */
export interface IncomingAnswer {
  status: number;
  headers: readonly HeaderLine[];
  body: Buffer;
}

/** No whole answer came. `stage` says how far the message had got; `cause` is the failure beneath. */
export class SendFailure extends Error {
  override readonly name = 'SendFailure';
  readonly stage: TransportStage;
  readonly isTooLarge: boolean;

  constructor(stage: TransportStage, cause: unknown, isTooLarge = false) {
    super(`no answer: ${stage}`, { cause });
    this.stage = stage;
    this.isTooLarge = isTooLarge;
  }
}

/**
 * Sends once and reads the whole answer. Follows no redirect, repeats nothing. Gives up after `totalMs` or when the
 * signal says so; an answer beyond 10 MiB and its headers is cut off. Throws `SendFailure`.
 */
export function send(
  dispatcher: Dispatcher,
  message: OutgoingMessage,
  totalMs: number,
  signal?: AbortSignal,
): Promise<IncomingAnswer> {
  const reader = new AnswerReader(totalMs, signal);
  const options: Dispatcher.DispatchOptions = {
    path: message.target,
    method: message.method,
    headers: message.headers.flatMap(([name, value]) => [name, value]),
    body: message.body ?? null,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  try {
    dispatcher.dispatch(options, reader);
  } catch (error) {
    reader.fail(error);
  }
  return reader.answer;
}

const allowance = 64 * 1024;

class AnswerReader implements Dispatcher.DispatchHandler {
  readonly answer: Promise<IncomingAnswer>;
  #settle: PromiseWithResolvers<IncomingAnswer>;
  #controller: Dispatcher.DispatchController | undefined;
  #timer: NodeJS.Timeout;
  #signal: AbortSignal | undefined;
  #stop = () => this.#giveUp(new DOMException('given up', 'AbortError'));
  #isStarted = false;
  #status = 0;
  #headers: readonly HeaderLine[] = [];
  #pieces: Buffer[] = [];
  #size = 0;

  constructor(totalMs: number, signal: AbortSignal | undefined) {
    this.#settle = Promise.withResolvers<IncomingAnswer>();
    this.answer = this.#settle.promise;
    this.#timer = setTimeout(() => this.#giveUp(new DOMException('the limit is over', 'TimeoutError')), totalMs);
    this.#signal = signal;
    signal?.addEventListener('abort', this.#stop, { once: true });
    if (signal?.aborted === true) queueMicrotask(this.#stop);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#isStarted = true;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    const raw = (controller as { rawHeaders?: readonly (Buffer | string)[] }).rawHeaders ?? [];
    this.#status = status;
    this.#headers = headerLines(raw.map((one) => one.toString('latin1' as never)));
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    this.#pieces.push(piece);
    this.#size += piece.length;
    if (this.#size > largestMessage + allowance) {
      this.fail(new RangeError('the answer is too large'), true);
      controller.abort(new RangeError('the answer is too large'));
    }
  }

  onResponseEnd(): void {
    this.#finish();
    this.#settle.resolve({ status: this.#status, headers: this.#headers, body: Buffer.concat(this.#pieces) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  fail(error: unknown, isTooLarge = false): void {
    this.#finish();
    this.#settle.reject(new SendFailure(this.#stageOf(error), error, isTooLarge));
  }

  #giveUp(error: Error): void {
    this.fail(error);
    this.#controller?.abort(error);
  }

  #finish(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#stop);
  }

  /** A refusal of our certificate arrives after the first bytes with TLS 1.3, but the server has read none of them. */
  #stageOf(error: unknown): TransportStage {
    const code = Error.isError(error) && 'code' in error ? String(error.code) : '';
    if (/^ERR_(TLS|SSL)_|CERT|SELF_SIGNED|UNABLE_TO_/.test(code)) return 'tls';
    return this.#isStarted ? 'sent' : 'not-sent';
  }
}
