/** Every word that the shared pieces say. */
export { operationsTranslationRef } from './operations';
export { cloudReactTranslationRef } from './translation';
