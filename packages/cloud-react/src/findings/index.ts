/** Findings in the browser: what needs attention, and what would settle it. @packageDocumentation */
export { FindingCard } from './FindingCard';
export { FindingList } from './FindingList';
export { SeverityBadge } from './SeverityBadge';
export { useFindings } from './useFindings';
