/** One message pair in the stand-in's message log. */
export interface KeptMessage {
  queryId: string;
  client: string;
  at: Date;
  protocol: 'soap' | 'rest';
  request: Buffer;
  response: Buffer;
  /** The body of a REST message lies beside its head in the container. */
  requestBody?: Buffer;
  responseBody?: Buffer;
}

/** The message log of a security server, of which containers are made. */
export interface KeptMessages {
  keep(message: KeptMessage): void;
  /** All pairs of an id, oldest first: a reused id has several. */
  find(queryId: string, client: string): KeptMessage[];
  clear(): void;
}

/**
 * A log of the last `size` message pairs and of no more than `mostBytes` of them, in memory only; what came last is kept
 * however large it is.
 */
export function keptMessages(size: number, mostBytes: number): KeptMessages {
  let ring: (KeptMessage | undefined)[] = [];
  let [first, next, bytes] = [0, 0, 0];
  const drop = () => {
    const oldest = ring[first % size];
    if (oldest !== undefined) bytes -= sizeOf(oldest);
    ring[first % size] = undefined;
    first += 1;
  };
  return {
    keep: (message) => {
      if (next - first === size) drop();
      ring[next % size] = message;
      next += 1;
      bytes += sizeOf(message);
      while (bytes > mostBytes && next - first > 1) drop();
    },
    find: (queryId, client) => {
      const found: KeptMessage[] = [];
      for (let place = first; place < next; place += 1) {
        const one = ring[place % size];
        if (one?.queryId === queryId && one.client === client) found.push(one);
      }
      return found;
    },
    clear: () => {
      [ring, first, next, bytes] = [[], 0, 0, 0];
    },
  };
}

function sizeOf({ request, response, requestBody, responseBody }: KeptMessage): number {
  return request.length + response.length + (requestBody?.length ?? 0) + (responseBody?.length ?? 0);
}
