/** Fields of template forms. @packageDocumentation */
export { ChoiceField } from './ChoiceField';
export { fieldOf, formValues, textAt, valueAt } from './formValues';
export { NewNameField } from './NewNameField';
export { useLatest } from './useLatest';
