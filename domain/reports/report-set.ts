/**
 * What a figure of a report counts, each a set of complaints that can be listed: open and past their term as they stand
 * now; received, closed, closed late and breached in the period. *Closed* is decided, left without
 * consideration, forwarded or withdrawn;
 * *breached* is that the term for the decision ended in the period before the commission had decided.
 */
export const reportCounts = ['open', 'overdue', 'received', 'closed', 'closedLate', 'breached'] as const;
export type ReportCount = (typeof reportCounts)[number];

/**
 * Stretches of a case whose length is reported, for the cases in which the stretch ended in the period: receipt to
 * registration, registration to admission, admission to decision, receipt to decision, decision to publication.
 */
export const reportStages = ['registration', 'admission', 'merits', 'whole', 'publication'] as const;
export type ReportStage = (typeof reportStages)[number];

export const reportSets = [...reportCounts, ...reportStages] as const;
export type ReportSet = (typeof reportSets)[number];
