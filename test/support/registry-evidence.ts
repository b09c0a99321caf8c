import { randomUUID } from 'node:crypto';
import type { X509Certificate } from 'node:crypto';
import { usualLimits } from '../../integrations/tunduk/client/client-configuration.ts';
import type { AttemptEnd, AttemptSending, Exchange } from '../../integrations/tunduk/client/exchange-log.ts';
import { readCertificates } from '../../integrations/tunduk/client/read-certificates.ts';
import { connectSecurityServer } from '../../integrations/tunduk/client/security-server.ts';
import { tundukClient } from '../../integrations/tunduk/client/tunduk-client.ts';
import { civilRecordByPin } from '../../integrations/tunduk/contracts/civil-record/civil-record.ts';
import { syntheticPin } from '../../integrations/tunduk/contracts/people/pin.ts';
import { xRoadIdOf } from '../../integrations/tunduk/protocol/exchange-ids.ts';
import { checkContainersAgain } from '../../operations/registries/check-again.ts';
import { collectEvidence } from '../../operations/registries/collect-evidence.ts';
import { documentEvidenceStore } from '../../operations/registries/keep-evidence.ts';
import { postgresExchangeLog } from '../../persistence/tunduk/exchange-log.ts';
import type { Product } from './product.ts';
import { aQuestion, aStub, subsystems } from './tunduk.ts';

/** Rows that are only ever added to; their time is put back for a test. */
const times = { registry_attempt_step: 'recorded_at', registry_trust: 'trusted_from' };

/** A product that asks a stand-in, fetches its signed containers and checks them under a trust of the test's choice. */
export async function aRegistryEvidence(product: Product) {
  const worker = product.as('shailoo_worker');
  const stub = await aStub();
  const securityServer = { type: 'http' as const, address: stub.httpAddress };
  const server = connectSecurityServer(securityServer, usualLimits);
  const log = postgresExchangeLog<Exchange, AttemptSending, AttemptEnd>(worker.database, xRoadIdOf);
  const evidence = documentEvidenceStore(worker);
  const own = { client: subsystems.candidateChecks, log, evidence };
  const client = tundukClient({ ...own, securityServer, environment: 'test' });
  /** As if what was done until now had been done so much earlier. */
  const pass = async (minutes: number) => {
    for (const [table, column] of Object.entries(times))
      for (const text of [
        `alter table ${table} disable trigger user`,
        `update ${table} set ${column} = ${column} - make_interval(mins => ${minutes})`,
        `alter table ${table} enable trigger user`,
      ])
        await product.context.database.query({ text });
  };
  return {
    stub,
    pass,
    /** What the stand-in publishes. */
    right: readCertificates(stub.certificates.authority.certificate),
    /** An authority that has nothing to do with it. */
    strange: readCertificates(stub.certificates.stranger.certificate),
    /** Asks once, an hour ago; the two containers can be fetched. */
    ask: async () => {
      stub.state.setClock(undefined);
      await client.ask(
        civilRecordByPin,
        aQuestion({ pin: syntheticPin('male', 1971, 7) }, { exchangeId: randomUUID() }),
      );
      await pass(60);
      stub.state.setClock(new Date(Date.now() + 61_000));
    },
    collect: (anchors: readonly X509Certificate[]) =>
      collectEvidence(worker, { ...own, server, anchors, totalMs: 20_000 }),
    again: async (anchors: readonly X509Certificate[]) => {
      const { trust: _trust, ...ends } = await checkContainersAgain(worker, { evidence, anchors });
      return ends;
    },
    close: async () => {
      await client.close();
      await server.close();
      await stub.close();
    },
  };
}
