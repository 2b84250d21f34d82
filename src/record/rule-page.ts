import { homepage } from '../generated/version.js';

/** The address of a rule's page, by the rule's id. */
export const pageOf = (id: string): string => `${homepage}/rules/${id}/README.md`;
