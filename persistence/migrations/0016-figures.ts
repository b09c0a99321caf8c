import { Migration } from '@mikro-orm/migrations';
import { dayOfReceipt, hoursToOutcome } from '../complaints/register-figures.ts';

/**
 * How many different days and hours there are, for the planner: without it figures of a large register are sorted instead of being
 * counted in memory. Nothing is stored but what `analyze` finds.
 */
export class FigureStatistics extends Migration {
  override name = '0016-figures';

  override up(): void {
    this.addSql(`create statistics complaint_day_of_receipt on (${dayOfReceipt('')}) from complaint`);
    this.addSql(`create statistics complaint_hours_to_outcome on (${hoursToOutcome('')}) from complaint`);
  }
}
