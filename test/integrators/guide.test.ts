import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { acquirePythonGuide } from '../../dev/parts/acquire-python-guide.ts';
import { runCommand } from '../../dev/parts/run-command.ts';
import { syntheticPin } from '../../integrations/tunduk/contracts/people/pin.ts';
import { registryServices } from '../../integrations/tunduk/contracts/registry-services.ts';
import { readContract } from '../../integrations/tunduk/contracts/read-contract.ts';
import { readScenarios } from '../../integrations/tunduk/contracts/read-scenarios.ts';
import { aStub } from '../support/tunduk.ts';

const root = join(import.meta.dirname, '../..');
const guide = join(root, 'docs/integrators');
let stub: Awaited<ReturnType<typeof aStub>>;
before(async () => {
  stub = await aStub();
});
after(() => stub.close());

test('a Python program written by the guide asks by REST and by SOAP', { timeout: 500_000 }, async (context) => {
  const python = await acquirePythonGuide();
  if (python.state === 'absent') {
    assert.notEqual(process.env['CI'], 'true', python.cure);
    return context.skip(python.cure);
  }
  const wsdl = join(registryServices.civilRecordByPin.folder, 'service.wsdl');
  const ask = async (pin: string) => {
    const said = await Promise.all(
      [
        ['rest', stub.httpAddress, pin],
        ['soap', stub.httpAddress, pin, wsdl],
      ].map((args) => runCommand(python.path, [join(guide, 'ask_registry.py'), ...args], { timeoutMs: 60_000 })),
    );
    assert.ok(
      said.every(({ ok }) => ok),
      said.map(({ output }) => output).join('\n'),
    );
    return said.map(({ output }) => output).join('');
  };
  assert.match(await ask('13102198000101'), /REST: .*(облусу|шаары)\nSOAP: Сыдыкова Айгерим Маратовна/);
  assert.match(await ask(syntheticPin('male', 1970, 94_000)), /REST: not found\nSOAP: 203/);
  const journal = stub.state.journal.list();
  assert.deepEqual(
    journal.map(({ issue, userId }) => [issue, userId]),
    Array.from({ length: 4 }, () => ['2026-17', 'KG-SYS-guide']),
  );
  assert.equal(new Set(journal.map(({ id }) => id)).size, 4);
});

test('the program of the guide keeps every rule of the conformance kit', { timeout: 300_000 }, async (context) => {
  const python = await acquirePythonGuide();
  if (python.state === 'absent') return context.skip(python.cure);
  const wsdl = join(registryServices.civilRecordByPin.folder, 'service.wsdl');
  const trials = { 'sanarip.addressFact': 'rest', 'infocom.zags.dataByPin': 'soap' };
  for (const [contract, protocol] of Object.entries(trials)) {
    const program = `'${python.path}' '${join(guide, 'ask_registry.py')}'`;
    const run = `${program} ${protocol} "$TUNDUK_URL" 13102198000101 '${wsdl}' 2>/dev/null`;
    const kit = [join(root, 'dev/tunduk/run-conformance.ts'), 'consumer', '--contract', contract, '--language', 'en'];
    const args = [...kit, '--listen', '0', '--patience', '1', '--run', run];
    const { ok, output } = await runCommand(process.execPath, args, { timeoutMs: 120_000 });
    assert.ok(ok, output);
    assert.match(output, /✔ C14 [\s\S]*✔ C18 /);
  }
});

test(
  'a WSDL client of another language reads every description that the contracts print',
  { timeout: 200_000 },
  async (context) => {
    const python = await acquirePythonGuide();
    if (python.state === 'absent') return context.skip(python.cure);
    const soap = Object.values(registryServices).filter(({ contract }) => contract.protocol === 'soap');
    const files = soap.map(({ folder }) => join(folder, 'service.wsdl'));
    const script =
      'import sys, zeep\nfor f in sys.argv[1:]:\n  for s in zeep.Client(f).wsdl.services.values():\n    for p in s.ports.values(): print(*p.binding._operations)';
    const { ok, output } = await runCommand(python.path, ['-c', script, ...files], { timeoutMs: 120_000 });
    assert.ok(ok, output);
    assert.deepEqual(
      output.trim().split('\n'),
      soap.map(({ contract }) => contract.service.service),
    );
  },
);

test('the contract that the guide writes in ten minutes can be read and is answered', async () => {
  const text = readFileSync(join(guide, 'first-contract.md'), 'utf8');
  const [contract = '', scenarios = '', stubYaml = ''] = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, block = '']) => block,
  );
  const other = await aStub({
    yaml: 'instance: x\nclients: [{ id: x/GOV/1/y, name: z }]\nservices: [{ contract: "*" }]\n',
  });
  const folder = join(other.folder, 'library-card');
  mkdirSync(folder);
  writeFileSync(join(folder, 'contract.yaml'), contract);
  writeFileSync(join(folder, 'scenarios.yaml'), scenarios);
  assert.equal(readContract(folder).status, 'draft');
  assert.ok(readScenarios(folder).alive !== undefined);
  writeFileSync(other.file, stubYaml);
  for (
    let turn = 0;
    !other.state.loaded().clients.has('central-server/GOV/70000099/candidate-checks') && turn < 100;
    turn += 1
  ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const command = /```sh\n(curl[\s\S]*?)```/.exec(text)?.[1]?.replace('http://localhost:8080', other.httpAddress) ?? '';
  const { output } = await runCommand('bash', ['-c', command], { timeoutMs: 20_000 });
  assert.match(output, /HTTP\/1\.1 200[\s\S]*"card":"К-0017"/);
  await other.close();
});
