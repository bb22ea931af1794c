/** Fields of template forms. @packageDocumentation */
export { NewNameField } from './NewNameField';
export { useLatest } from './useLatest';
