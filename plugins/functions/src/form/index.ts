import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import { newFunctionNameSchema } from './fields';
import { validateName } from './validateName';

const nameField = FormFieldBlueprint.make({
  name: 'new-name',
  params: {
    field: async () =>
      createFormField({
        name: 'NewFunctionNameField',
        component: (await import('./FunctionNameField')).FunctionNameField,
        schema: newFunctionNameSchema,
        validation: validateName,
      }),
  },
});

/** Fields for templates that create functions. */
export const formFields = [nameField];
