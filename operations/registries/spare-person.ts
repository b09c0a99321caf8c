import { isAskableRegistry } from '../../domain/complaints/asked-registry.ts';
import { registryServices } from '../../integrations/tunduk/contracts/registry-services.ts';
import type { Transaction } from '../../persistence/database.ts';
import { countReadsToday, findQuestionOfExchange, lockReads } from '../../persistence/tunduk/question-rows.ts';

/** A person was asked about today as often as the contract allows. The day in Asia/Bishkek ends after `untilMidnightMs`. */
export class ReadsSpent extends Error {
  readonly code = 'READS_SPENT';
  readonly untilMidnightMs: number;

  constructor(untilMidnightMs: number) {
    super('the person was asked about as often today as the contract allows');
    this.name = 'ReadsSpent';
    this.untilMidnightMs = untilMidnightMs;
  }
}

/**
 * Runs where an attempt is reserved: each one is seen by the person, so their day's number is looked at for each, and no
 * two attempts are counted at one moment. Throws `ReadsSpent`.
 */
export async function spareThePerson(tx: Transaction, exchangeId: string): Promise<void> {
  const question = await findQuestionOfExchange(tx, exchangeId);
  if (question === undefined || !isAskableRegistry(question.registry)) return;
  const { limits } = registryServices[question.registry].contract;
  await lockReads(tx, question);
  const { reads, untilMidnightMs } = await countReadsToday(tx, { ...question, except: question.requestId });
  if (reads >= limits.readsPerPersonAndDay) throw new ReadsSpent(untilMidnightMs);
}
