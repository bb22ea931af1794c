import { screen, within } from '@testing-library/react';
import { renderInCloud } from '../testUtils';
import { Steps } from './Steps';

it('says of each step how it stands, not in colour alone', async () => {
  renderInCloud(
    <Steps
      label="Progress"
      steps={[
        { id: 'a', title: 'Requested', state: 'done' },
        { id: 'b', title: 'Machines', state: 'active', details: '1 of 3' },
        { id: 'c', title: 'Ready', state: 'waiting' },
      ]}
    />,
  );
  const list = await screen.findByRole('list', { name: 'Progress' });
  const steps = within(list).getAllByRole('listitem');
  expect(steps.map(step => step.textContent)).toEqual([
    'Requested (done)',
    'Machines (under way)1 of 3',
    'Ready (to come)',
  ]);
  expect(steps[1]).toHaveAttribute('aria-current', 'step');
});
