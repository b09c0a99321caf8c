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

/** A log of the last `size` message pairs, in memory only. */
export function keptMessages(size: number): KeptMessages {
  let ring: KeptMessage[] = [];
  let count = 0;
  return {
    keep: (message) => {
      ring[count % size] = message;
      count += 1;
    },
    find: (queryId, client) => {
      const oldest = ring.length < size ? 0 : count % size;
      const inOrder = [...ring.slice(oldest), ...ring.slice(0, oldest)];
      return inOrder.filter((one) => one.queryId === queryId && one.client === client);
    },
    clear: () => {
      [ring, count] = [[], 0];
    },
  };
}
