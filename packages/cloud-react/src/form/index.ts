/** Fields of template forms. @packageDocumentation */
export { ChoiceField, type Choice } from './ChoiceField';
export { NewNameField } from './NewNameField';
export { useLatest } from './useLatest';
