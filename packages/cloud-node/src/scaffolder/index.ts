/**
 * What template actions share: following something long, refusals as sentences, keys that survive a restart.
 *
 * @packageDocumentation
 */
export { follow, type Standing } from './follow';
export { ask, toRefusal, warningsOrThrow } from './refusal';
export { idempotencyKey, waitingSince } from './steps';
