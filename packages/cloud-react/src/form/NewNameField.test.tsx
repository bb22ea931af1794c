import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderInCloud } from '../testUtils';
import { NewNameField } from './NewNameField';

function Field(props: {
  check?: (name: string) => Promise<string | undefined>;
}) {
  const [value, setValue] = useState('');
  return (
    <NewNameField
      label="Name"
      value={value}
      onChange={setValue}
      among={['things']}
      check={
        props.check ??
        (async name => (name === 'shop' ? 'A cluster has it' : undefined))
      }
    />
  );
}

const write = async (text: string) =>
  userEvent.type(await screen.findByLabelText('Name'), text);

describe('the name of something new', () => {
  it('is said to be free or taken while one writes', async () => {
    renderInCloud(<Field />);
    await write('shop');
    expect(await screen.findByText('A cluster has it')).toBeInTheDocument();
    expect(screen.getByLabelText('Name')).toBeInvalid();

    await write('-2');
    expect(await screen.findByText('This name is free.')).toBeInTheDocument();
    expect(screen.getByLabelText('Name')).toBeValid();
  });

  it('is refused at once when it is no name', async () => {
    renderInCloud(<Field />);
    await write('2shop');
    expect(
      await screen.findByText(/^must start with a letter/),
    ).toBeInTheDocument();
  });

  it('is not said to be free when nobody knows', async () => {
    renderInCloud(
      <Field
        check={async () => {
          throw new Error('Rancher does not answer');
        }}
      />,
    );
    await write('shop');
    expect(
      await screen.findByText(/not known.*Rancher does not answer/),
    ).toBeInTheDocument();
  });
});
