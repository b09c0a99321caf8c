import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import express from 'express';
import { closeServer, listen } from './listen.ts';

test('an idle connection is kept longer than proxies keep theirs, so that none is ended under a request', async () => {
  const server = await listen(express(), 0, '127.0.0.1');
  try {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const [, seconds = '0'] = /timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '') ?? [];
    assert.ok(Number(seconds) > 75, seconds);
  } finally {
    await closeServer(server);
  }
});
