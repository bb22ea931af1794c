import { render, screen } from '@testing-library/react';
import { createPortal } from './App';

const baseUrl = 'http://portal.test';

/** Starts the portal as the browser does, for somebody who is not signed in. */
function openPortal() {
  const config = {
    app: { title: 'Flytower', baseUrl },
    backend: { baseUrl },
    organization: { name: 'Meridian' },
    auth: { environment: 'development' },
    enableExperimentalRedirectFlow: true,
  };
  // In the browser the build puts it there as it is, not as text.
  process.env = {
    NODE_ENV: 'test',
    APP_CONFIG: [{ data: config, context: 'test' }] as unknown as string,
  };
  global.fetch = async () =>
    Response.json({ error: { message: 'not signed in' } }, { status: 401 });
  render(createPortal().createRoot());
}

describe('the portal', () => {
  it('says what it is, and asks whoever is new to sign in', async () => {
    openPortal();
    expect(
      await screen.findByRole('heading', { name: 'Flytower' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', {
        name: 'Sign in with your Meridian account',
      }),
    ).toBeEnabled();
  });
});
