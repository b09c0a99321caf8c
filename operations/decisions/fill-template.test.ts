import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { outcomes } from '../../domain/complaints/complaint.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import { fragmentsOf } from '../../domain/decisions/decision-text.ts';
import { faultOfOperative } from '../../domain/decisions/operative.ts';
import { openPlaceholders } from '../../domain/decisions/placeholders.ts';
import { LANGUAGES, type Language } from '../../domain/language.ts';
import { aComplaint, answerOf, granted } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { openCase } from '../complaints/open-case.ts';
import { checkDraft } from './check-draft.ts';
import { decisionTextSchema, hashOfText } from './decision-text.ts';
import { draftDecision } from './draft-decision.ts';
import { fillTemplate } from './fill-template.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

test('a template of every outcome and language knows the case, cites the rule, and leaves the reasons open', async () => {
  const { context, cec, actor } = product;
  const complaintId = await aComplaint(product, 'admitted');
  const opened = granted(await openCase(context, await actor(cec.lawyers[0]), { complaintId }));
  for (const outcome of outcomes) {
    for (const language of LANGUAGES) {
      const text = fillTemplate(opened, outcome, language);
      assert.ok(decisionTextSchema.safeParse(text).success, `${outcome} ${language}`);
      const words = fragmentsOf(text).map((one) => one.text);
      const whole = words.join('\n');
      for (const known of [opened.complaint.number, opened.details.name, opened.details.demand, '45']) {
        assert.ok(whole.includes(known), `${outcome} ${language} says ${known}`);
      }
      assert.ok(openPlaceholders(words).length >= 3);
      const outlines = text.operative.map(({ kind, addressee }) => ({ kind, addressee: addressee.kind }));
      const fault = faultOfOperative(outcome, outlines, { pack: opened.pack, commission: 'cec' });
      assert.equal(fault, undefined, `${outcome} ${language}`);
    }
  }
});

test('a template is kept as it is: what it puts there is refused in no outcome and no language', async () => {
  const { context, cec, actor } = product;
  const lawyer = await actor(cec.lawyers[0]);
  for (const filing of [{}, { respondentKind: 'unknown', respondent: '' } as const]) {
    const complaintId = await aComplaint(product, 'admitted', filing);
    const opened = granted(await openCase(context, lawyer, { complaintId }));
    for (const outcome of outcomes)
      for (const language of LANGUAGES) {
        const text = fillTemplate(opened, outcome, language);
        const drafted = await draftDecision(context, lawyer, { complaintId, outcome, text });
        assert.equal(answerOf(drafted), 'granted', `${outcome} ${language}`);
      }
  }
});

test('a measure of a template concerns the other party: by name where it is known, as an open place where nobody told it', async () => {
  const { context, cec, actor } = product;
  const measureOf = async (filing: Partial<Filing>) => {
    const complaintId = await aComplaint(product, 'admitted', filing);
    const opened = granted(await openCase(context, await actor(cec.lawyers[0]), { complaintId }));
    return fillTemplate(opened, 'granted', 'ru').operative[1]?.addressee;
  };
  assert.deepEqual(await measureOf({}), { kind: 'respondent', name: 'Айыл өкмөтү' });
  const unknown = await measureOf({ respondentKind: 'unknown', respondent: '' });
  assert.equal(unknown?.kind, 'respondent');
  assert.deepEqual(openPlaceholders([unknown.name]), ['другая сторона']);
});

test('what nobody told stays open, and a draft with open places is kept but not checked', async () => {
  const { context, cec, actor } = product;
  const lawyer = await actor(cec.lawyers[0]);
  const complaintId = await aComplaint(product, 'admitted', { demand: '' });
  const opened = granted(await openCase(context, lawyer, { complaintId }));
  const text = fillTemplate(opened, 'refused', 'ky');
  assert.ok(openPlaceholders(text.grounds).includes('арыз ээсинин талабы'));
  const { decisionId } = granted(await draftDecision(context, lawyer, { complaintId, outcome: 'refused', text }));
  const request = { decisionId, textHash: hashOfText(text), result: 'passed', remarks: '' } as const;
  assert.equal(answerOf(await checkDraft(context, await actor(cec.lawyers[1]), request)), 'DRAFT_HAS_PLACEHOLDERS');
});

test('remarks of a returned draft are private: the event holds their hash, and the row can only be added', async () => {
  const { context, cec, actor } = product;
  const complaintId = await aComplaint(product, 'unchecked');
  const opened = granted(await openCase(context, await actor(cec.lawyers[1]), { complaintId }));
  const { state } = opened.decision ?? {};
  assert.ok(state);
  const remarks = 'Күбөнүн аты жазылбасын: Ыбырайымова.';
  const check = { decisionId: state.id, textHash: state.textHash, result: 'returned', remarks } as const;
  assert.equal(answerOf(await checkDraft(context, await actor(cec.lawyers[0]), check)), 'FOUR_EYES_SAME_PERSON');
  granted(await checkDraft(product.as('shailoo_desk'), await actor(cec.lawyers[1]), check));
  const rows = await context.database.query<{ payload: string }>({ text: 'select payload from event' });
  assert.ok(rows.every(({ payload }) => !payload.includes('Ыбырайымова')));
  const again = granted(await openCase(context, await actor(cec.lawyers[0]), { complaintId }));
  assert.equal(again.decision?.checks[0]?.remarks, remarks);
  for (const table of ['draft_check', 'redaction']) {
    for (const role of ['shailoo_desk', 'shailoo_worker'] as const) {
      const change = { text: `delete from private.${table}` };
      await assert.rejects(product.as(role).database.query(change), { code: '42501' });
    }
    const look = { text: `select * from private.${table}` };
    await assert.rejects(product.as('shailoo_portal').database.query(look), { code: '42501' });
  }
});

test('the day of receipt stands in the case that the sentence of each language asks for', async () => {
  const { context, cec, actor } = product;
  const complaintId = await aComplaint(product, 'admitted');
  const opened = granted(await openCase(context, await actor(cec.lawyers[0]), { complaintId }));
  const ground = (language: Language) => fillTemplate(opened, 'refused', language).grounds[0] ?? '';
  assert.match(ground('ky'), /^Комиссия 2027-жылдын \d+-январында келип түшкөн K-\S+ номерлүү даттанууну/u);
  assert.match(ground('ru'), /поступившую \d+ января 2027 года\./);
  assert.match(ground('en'), /received on \d+ January 2027\./);
});
