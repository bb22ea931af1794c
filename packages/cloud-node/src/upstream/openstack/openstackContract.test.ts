import { startOpenStack } from '@flytower/simulated-cloud/testUtils';
import { describeOpenStackContract } from './__testUtils__/describeOpenStackContract';

jest.setTimeout(60_000);

describeOpenStackContract('simulated', async () => {
  const cloud = await startOpenStack();
  return {
    config: {
      name: 'simulated',
      authUrl: cloud.authUrl,
      interface: 'public',
      account: {
        kind: 'password',
        username: 'portal',
        password: 'portal-secret',
        userDomain: { name: 'Default' },
        scope: { project: 'admin', projectDomain: { name: 'Default' } },
      },
    },
    stop: () => cloud.stop(),
  };
});
