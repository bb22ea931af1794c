import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FindingList } from '../../findings';
import { aFinding, fakeOperations, renderInCloud } from '../../testUtils';
import {
  choose,
  open,
  startButton,
  target,
  upgrade,
} from './__testUtils__/openDialog';

describe('a dialog whose choices change', () => {
  const offer = (...values: string[]) => ({
    version: values.map(value => ({ value, label: value })),
  });
  const versionIs = (value: string) =>
    screen.findByRole('button', { name: new RegExp(`${value}.*Version`) });

  /** As a finding opens it. */
  async function openWith(
    version: string,
    choices: () => ReturnType<typeof offer>,
  ) {
    const suggestion = {
      plugin: 'clusters',
      operation: upgrade.id,
      title: 'Upgrade',
      risk: upgrade.risk,
      input: { clusterId: target.id, version },
    };
    renderInCloud(
      <FindingList findings={[aFinding({ suggestions: [suggestion] })]} />,
      {
        doors: fakeOperations('clusters', {
          definitions: [upgrade],
          choices,
          precheck: ({ version: asked }) => ({
            problems:
              asked === 'v1.34'
                ? []
                : [
                    {
                      severity: 'blocks',
                      field: 'version',
                      message: `There is no ${asked}`,
                    },
                  ],
          }),
        }),
      },
    );
    const button = await screen.findByRole('button', { name: 'Upgrade' });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
  }

  it('chooses the only one where nothing was asked for', async () => {
    await open(upgrade, { choices: () => offer('v1.34') });
    await versionIs('v1\\.34');
    await waitFor(() => expect(startButton()).toBeEnabled());
  });

  it('keeps what it was opened with, and never takes the only other one instead', async () => {
    await openWith('v1.33', () => offer('v1.34'));
    await versionIs('v1\\.33');
    expect(await screen.findByText('There is no v1.33')).toBeInTheDocument();
    expect(startButton()).toBeDisabled();
    await choose(/Version/, /v1\.34/);
    await waitFor(() => expect(startButton()).toBeEnabled());
  });

  it('takes back what was chosen and is gone, and leaves it to people to choose another', async () => {
    const before = offer('v1.33', 'v1.34');
    let now = before;
    await open(upgrade, { choices: () => now });
    await choose(/Version/, /v1\.33/);
    now = offer('v1.34');
    await userEvent.type(screen.getByLabelText(/^Patch/), '2');
    await versionIs('Choose');
    expect(startButton()).toBeDisabled();
  });
});
