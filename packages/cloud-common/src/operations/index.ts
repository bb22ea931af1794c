/**
 * Operations and findings: what people ask for, what needs their attention, and the client for both.
 *
 * @packageDocumentation
 */
export * from './schema';
export * from './findings';
export { OperationsClient, type OperationsApi } from './client';
