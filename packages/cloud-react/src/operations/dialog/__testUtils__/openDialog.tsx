import type { OperationDefinition } from '@flytower/cloud-common/operations';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aDefinition, fakeOperations, renderInCloud } from '../../../testUtils';
import { OperationMenu } from '../../OperationMenu';

export const target = {
  type: 'cluster' as const,
  id: 'main.checkout-prod',
  title: 'Checkout production',
};

/** Opens the dialog as people do: by the button of the operation. */
export async function open(
  definition: OperationDefinition,
  has: Omit<Parameters<typeof fakeOperations>[1], 'definitions'> = {},
) {
  const { calls } = renderInCloud(
    <OperationMenu target={target} allowed={[definition.id]} />,
    {
      doors: fakeOperations('clusters', { definitions: [definition], ...has }),
    },
  );
  await userEvent.click(
    await screen.findByRole('button', { name: definition.title }),
  );
  await screen.findByRole('dialog');
  const starts = () => calls.filter(({ path }) => path.endsWith('/start'));
  return { calls, starts };
}

export const startButton = (name = 'Start') =>
  screen.getByRole('button', { name });
export const choose = async (field: RegExp, option: RegExp) => {
  await userEvent.click(await screen.findByRole('button', { name: field }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
};

export const upgrade = aDefinition({
  id: 'upgrade-cluster',
  title: 'Upgrade cluster',
  risk: 'change',
  inputSchema: {
    type: 'object',
    properties: {
      clusterId: { type: 'string' },
      version: { type: 'string', description: 'Kubernetes version' },
      patch: { type: 'string' },
    },
    required: ['clusterId', 'version'],
  },
});
