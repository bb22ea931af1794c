/**
 * The language of the suite: what a project, a cluster and a function are, who may do what with them, and the clients
 * of the three doors. Each domain is a subpath: `/projects`, `/clusters`, `/functions`.
 *
 * @packageDocumentation
 */
export { cloudAnnotations, cloudEntityTypes, cloudLabels } from './annotations';
export { changesSchema, cloudTopics, type Changes } from './shared/changes';
export type { Condition } from './shared/conditions';
export type { DoorOptions, DoorRequestOptions } from './shared/door';
export { freshnessSchema, type Freshness } from './shared/freshness';
export { dnsLabelSchema, toEntityName } from './shared/names';
export type { Page } from './shared/page';
export type { Precheck } from './shared/precheck';
