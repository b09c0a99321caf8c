import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import express from 'express';
import type { Environment } from './environment.ts';
import { closeServer, listen } from './listen.ts';
import { surfaceApp } from './surface-app.ts';

/** The address that a surface mounted in the application takes for the visitor's. */
async function addressSeen(mode: Environment['mode'], forwarded: string): Promise<string> {
  const surface = express().use((request, response) => void response.send(request.ip));
  const server = await listen(surfaceApp({ mode }).use(surface), 0, '127.0.0.1');
  try {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'X-Forwarded-For': forwarded } });
    return await response.text();
  } finally {
    await closeServer(server);
  }
}

test('in production the address of the visitor is what the one proxy adds, never what the visitor sends', async () => {
  assert.equal(await addressSeen('production', '203.0.113.7'), '203.0.113.7');
  assert.equal(await addressSeen('production', '198.51.100.1, 203.0.113.7'), '203.0.113.7');
});

test('in the demonstration nothing is believed of a forwarded address', async () => {
  assert.equal(await addressSeen('demonstration', '203.0.113.7'), '127.0.0.1');
});
