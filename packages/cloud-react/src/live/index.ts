/** How what is shown stays true while somebody looks at it. @packageDocumentation */
export { CloudQueryProvider } from './CloudQueryProvider';
export { pollUntil } from './polling';
export { useSignalInvalidation } from './useSignalInvalidation';
