import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router-dom';
import { CopyLink } from '../operations/CopyLink';
import { CopyButton } from './CopyButton';

const button = <CopyButton text="x" label="Copy" copied="Copied" />;
const future = { v7_startTransition: true, v7_relativeSplatPath: true };

function withClipboard() {
  const user = userEvent.setup();
  return { user, write: jest.spyOn(navigator.clipboard, 'writeText') };
}

describe('what can be copied', () => {
  it('says that it was', async () => {
    const { user, write } = withClipboard();
    render(button);
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(
      await screen.findByRole('button', { name: 'Copied' }),
    ).toBeInTheDocument();
    expect(write).toHaveBeenCalledWith('x');
  });

  it('is the address of a page also where the portal has a path of its own', async () => {
    const { user, write } = withClipboard();
    render(
      <TestApiProvider apis={[mockApis.error(), mockApis.translation()]}>
        <MemoryRouter
          basename="/portal"
          initialEntries={['/portal/cloud']}
          future={future}
        >
          <CopyLink path="/cloud/operations/clusters/op1" />
        </MemoryRouter>
      </TestApiProvider>,
    );
    await user.click(screen.getByRole('button', { name: 'Copy link' }));
    expect(write).toHaveBeenCalledWith(
      'http://localhost/portal/cloud/operations/clusters/op1',
    );
  });

  it('has no button where the browser has no clipboard', () => {
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: undefined,
    });
    render(button);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
