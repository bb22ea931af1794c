/** Findings in the browser: what needs attention, and what would settle it. @packageDocumentation */
export { FindingList } from './FindingList';
export { useFindings } from './useFindings';
