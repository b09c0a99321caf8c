import { tundukClient } from '../../integrations/tunduk/client/tunduk-client.ts';
import { openFileExchangeLog } from '../../integrations/tunduk/client/file-exchange-log.ts';
import { folderEvidenceStore } from '../../integrations/tunduk/client/folder-evidence-store.ts';
import { registryServices } from '../../integrations/tunduk/contracts/registry-services.ts';
import { aQuestion, subsystems } from './tunduk.ts';

/** A process that asks once and kills itself at the point that its last argument names. */
const [address = '', file = '', exchangeId = '', pin = '', point = ''] = process.argv.slice(2);
const die = () => process.kill(process.pid, 'SIGKILL');
const log = await openFileExchangeLog(file);
const evidence = folderEvidenceStore(`${file}.evidence`, Buffer.alloc(32, 1));
const client = tundukClient({
  securityServer: { type: 'http', address },
  client: subsystems.candidateChecks,
  environment: 'stand-in',
  log: {
    ...log,
    reserve: async (exchange) => {
      const reserved = await log.reserve(exchange);
      if (point === 'reserved') die();
      return reserved;
    },
    sending: async (attempt, sending) => {
      await log.sending(attempt, sending);
      if (point === 'about to send') die();
    },
    end: async (attempt, end) => {
      if (point === 'answered') die();
      await log.end(attempt, end);
    },
  },
  evidence: {
    ...evidence,
    keep: (attempt, kind, bytes) => {
      if (kind === 'response' && point === 'before the answer is kept') die();
      return evidence.keep(attempt, kind, bytes);
    },
  },
});
await client.ask(registryServices.civilRecordByPin, aQuestion({ pin }, { exchangeId }));
process.exit(0);
