import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderInCloud } from '../../testUtils';
import { fieldsOf } from './fieldsOf';
import { InputFields } from './InputFields';
import { isComplete, startValues, type Values } from './values';

/** A form of this schema, and what was entered into it. */
async function show(properties: object, given: Values = {}) {
  const fields = fieldsOf({ type: 'object', properties });
  const seen: { values: Values } = { values: {} };
  function Form() {
    const [values, setValues] = useState(() => startValues(fields, given));
    seen.values = values;
    return (
      <InputFields
        fields={fields}
        values={values}
        onChange={setValues}
        surroundings={{
          choicesAreOld: false,
          choicesAreAsked: false,
          problems: [],
        }}
      />
    );
  }
  renderInCloud(<Form />);
  await screen.findByText(fields[0].label);
  return {
    values: () => seen.values,
    complete: () => isComplete(fields, seen.values),
  };
}

describe('texts by their names', () => {
  const env = {
    env: {
      type: 'object',
      secret: true,
      propertyNames: { type: 'string' },
      additionalProperties: { type: 'string' },
    },
  };
  const add = () =>
    userEvent.click(screen.getByRole('button', { name: 'Add' }));
  const nth = (label: RegExp, at: number) =>
    screen.getAllByLabelText(label)[at];

  it('are pairs of fields, and secret values are not shown', async () => {
    const { values, complete } = await show(env);
    expect(values()).toEqual({});
    await add();
    expect(complete()).toBe(false);
    await userEvent.type(nth(/^Name/, 0), 'TOKEN');
    await userEvent.type(nth(/^Value/, 0), 'hunter2');
    expect(nth(/^Value/, 0)).toHaveAttribute('type', 'password');
    expect(values()).toEqual({ env: { TOKEN: 'hunter2' } });
    expect(complete()).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Remove row 1' }));
    expect(values()).toEqual({});
    expect(complete()).toBe(true);
  });

  it('are not lost when a name is given twice', async () => {
    const { values, complete } = await show(env, { env: { A: '1' } });
    await add();
    await userEvent.type(nth(/^Name/, 1), 'A');
    expect(screen.getByRole('alert')).toHaveTextContent('A is given twice.');
    expect(complete()).toBe(false);
    await userEvent.type(nth(/^Name/, 1), 'B');
    expect(values()).toEqual({ env: { A: '1', AB: '' } });
    expect(complete()).toBe(true);
  });
});

describe('a value of any shape', () => {
  const schema = {
    values: {
      type: 'object',
      additionalProperties: {},
      description: 'Of Helm',
    },
  };

  it('is written as YAML or as JSON', async () => {
    const { values } = await show(schema);
    const input = screen.getByLabelText(/^Values/);
    await userEvent.type(input, 'replicas: 2');
    expect(values()).toEqual({ values: { replicas: 2 } });
    await userEvent.clear(input);
    expect(values()).toEqual({});
    await userEvent.type(input, '{{"replicas": 3}');
    expect(values()).toEqual({ values: { replicas: 3 } });
  });

  it('that cannot be read is not left out', async () => {
    const { complete } = await show(schema);
    const input = screen.getByLabelText(/^Values/);
    await userEvent.type(input, '{{"replicas": ');
    expect(screen.getByRole('alert')).toHaveTextContent('This is not YAML');
    expect(input).toHaveAccessibleDescription(/This is not YAML/);
    expect(complete()).toBe(false);
    await userEvent.type(input, '2}');
    expect(complete()).toBe(true);
  });
});

describe('values of any shape', () => {
  const values = { values: { type: 'object', default: {} } };

  it('begin with nothing, so that something can be written', async () => {
    const form = await show(values);
    const field = screen.getByLabelText(/^Values/);
    expect(field).toHaveValue('');
    await userEvent.type(field, 'replicas: 2');
    expect(form.values()).toEqual({ values: { replicas: 2 } });
    expect(form.complete()).toBe(true);
  });

  it('begin with what there is', async () => {
    await show(values, { values: { replicas: 3 } });
    expect(screen.getByLabelText(/^Values/)).toHaveValue('replicas: 3\n');
  });
});
