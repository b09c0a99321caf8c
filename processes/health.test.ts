import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import express from 'express';
import { healthRouter } from './health.ts';
import type { HealthOptions } from './health.ts';
import { closeServer, listen } from './listen.ts';
import { engineAddress, partsBoardFile, writePartsBoard } from './parts-board.ts';
import type { PartsBoard } from './parts-board.ts';

const home = mkdtempSync(join(tmpdir(), 'shailoo-health-'));
after(() => rmSync(home, { recursive: true, force: true }));

type Answer = { status: number; body: { status: string; parts: Record<string, Record<string, string>> } };

async function readiness(probes: HealthOptions['probes'], board: PartsBoard = {}): Promise<Answer> {
  writePartsBoard(home, board);
  const server = await listen(express().use(healthRouter({ home, probes })), 0, '127.0.0.1');
  try {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`);
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  } finally {
    await closeServer(server);
  }
}

const answers = () => Promise.resolve();
const isSilent = () => Promise.reject(new Error('password=secret'));
const up = { database: { state: 'up' }, documents: { state: 'up', detail: 'folder' } } satisfies PartsBoard;

test('ready with database and documents, whatever the engine does', async () => {
  for (const engine of [{ state: 'building 3 of about 7 minutes' }, { state: 'absent', cure: 'install Go' }]) {
    const { status, body } = await readiness({ database: answers }, { ...up, engine });
    assert.equal(status, 200);
    assert.deepEqual(body.parts['engine'], engine);
  }
});

test('not ready when the database does not answer, and its words stay inside', async () => {
  const { status, body } = await readiness({ database: isSilent }, up);
  assert.equal(status, 503);
  assert.equal(body.parts['database']?.['state'], 'failed');
  assert.ok(!JSON.stringify(body).includes('secret'));
});

test('a part that gives no answer is not waited for longer than three seconds', { timeout: 20_000 }, async () => {
  const from = performance.now();
  const { status, body } = await readiness({ database: answers, documents: () => new Promise(() => undefined) }, up);
  assert.equal(status, 503);
  assert.deepEqual([body.parts['database']?.['state'], body.parts['documents']?.['state']], ['up', 'failed']);
  assert.ok(performance.now() - from < 6_000);
});

test('without a board only what the process asks itself counts', async () => {
  const { status, body } = await readiness({ database: answers, documents: answers });
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(body.parts), ['database', 'documents']);
});

test('the inner address of the engine is for the worker, not for everybody', async () => {
  const { body } = await readiness({}, { ...up, engine: { state: 'up', address: '127.0.0.1:7233' } });
  assert.equal(body.parts['engine']?.['address'], undefined);
  assert.equal(engineAddress({ home, temporalAddress: undefined }), '127.0.0.1:7233');
  assert.equal(engineAddress({ home, temporalAddress: 'engine:7233' }), 'engine:7233');
});

test('a torn board is an empty board', () => {
  writeFileSync(partsBoardFile(home), '{"engine": {"sta');
  assert.equal(engineAddress({ home, temporalAddress: undefined }), undefined);
});
