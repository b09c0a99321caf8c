import { Cron } from 'croner';
import type { StubService } from './stub-configuration.ts';

type Outage = StubService['outages'][number];

/** The planned outage that holds at a moment, or undefined. Each begins at a time of its cron in its zone. */
export function outageNow(outages: readonly Outage[], now: Date): Outage | undefined {
  return outages.find(({ cron, zone, minutes }) => {
    const since = new Date(now.getTime() - minutes * 60_000);
    const begin = new Cron(cron, { timezone: zone, paused: true, mode: '5-part' }).nextRun(since);
    return begin !== null && begin <= now;
  });
}
