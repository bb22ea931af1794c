import type { Finding } from '@flytower/cloud-common/operations';
import { screen } from '@testing-library/react';
import {
  aDefinition,
  aFinding,
  fakeOperations,
  renderInCloud,
} from '../testUtils';
import { FindingList } from './FindingList';

const suggestion = /Replace node/;

async function show(more: Partial<Finding>) {
  renderInCloud(
    <FindingList findings={[aFinding({ operationId: 'op7', ...more })]} />,
    { doors: fakeOperations('clusters', { definitions: [aDefinition()] }) },
  );
  return screen.findByRole('link', { name: /settle|tried|done|agreed/i });
}

describe('a finding for which something was started', () => {
  it.each([
    ['running', 'It is being settled'],
    ['waiting-approval', 'What would settle it waits for an approval'],
  ] as const)(
    'offers nothing else while that is %s',
    async (operationState, words) => {
      expect(await show({ operationState })).toHaveTextContent(words);
      expect(screen.queryByRole('button', { name: suggestion })).toBeNull();
    },
  );

  it.each([
    ['failed', 'What was tried, and failed'],
    ['rejected', 'What was not agreed to'],
    ['succeeded', 'What was done about it'],
    [undefined, 'What was tried'],
  ] as const)(
    'offers it again when that has ended (%s) and it is still there',
    async (operationState, words) => {
      expect(await show({ operationState })).toHaveTextContent(words);
      expect(
        screen.getByRole('button', { name: suggestion }),
      ).toBeInTheDocument();
    },
  );

  it.each([
    ['succeeded', 'What settled it'],
    ['failed', 'What was tried, and failed'],
  ] as const)(
    'says what settled it only of what did (%s)',
    async (operationState, words) => {
      expect(await show({ operationState, state: 'closed' })).toHaveTextContent(
        words,
      );
      expect(screen.queryByRole('button', { name: suggestion })).toBeNull();
    },
  );
});
