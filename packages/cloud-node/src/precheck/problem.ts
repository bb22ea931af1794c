import type { Precheck } from '@flytower/cloud-common';

/** A sentence that stands against a change. @public */
export type Problem = Precheck['problems'][number];

/** It would not succeed. `field` is the input that has to be another one. @public */
export const blocks = (message: string, field?: string): Problem =>
  problem('blocks', message, field);

/** It would succeed, and whoever asks should know this first. @public */
export const warns = (message: string, field?: string): Problem =>
  problem('warns', message, field);

const problem = (
  severity: Problem['severity'],
  message: string,
  field?: string,
): Problem => ({ severity, message, ...(field && { field }) });
