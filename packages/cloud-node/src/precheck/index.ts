/**
 * What stands against a change, in sentences.
 *
 * @packageDocumentation
 */
export { environmentProblems } from './environment';
export { blocks, warns, type Problem } from './problem';
