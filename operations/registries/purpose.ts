/** Why a registry is asked about a complainant, as the log and the person's own list of reads say it. */
export const purposeOfQuestion = 'examination of a complaint: data of the complainant';
