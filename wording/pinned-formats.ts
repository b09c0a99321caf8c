const zone = { timeZone: 'Asia/Bishkek' } as const;

/** ICU date and time formats of messages: every one in the zone of the law, never in the zone of the process. */
export const pinnedFormats = {
  date: {
    short: { dateStyle: 'short', ...zone },
    medium: { dateStyle: 'medium', ...zone },
    long: { dateStyle: 'long', ...zone },
    full: { dateStyle: 'full', ...zone },
  },
  time: {
    short: { timeStyle: 'short', hourCycle: 'h23', ...zone },
    medium: { timeStyle: 'medium', hourCycle: 'h23', ...zone },
    long: { timeStyle: 'medium', hourCycle: 'h23', ...zone },
    full: { timeStyle: 'medium', hourCycle: 'h23', ...zone },
  },
} as const;
