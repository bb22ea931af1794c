/** How what is shown stays true, and moves, while somebody looks at it. @packageDocumentation */
export { CloudQueryProvider } from './CloudQueryProvider';
export { pollUntil, slow } from './polling';
export { Steps, type Step } from '../Steps/Steps';
export { useSignalInvalidation } from './useSignalInvalidation';
export { withCloudQueries } from './withCloudQueries';
