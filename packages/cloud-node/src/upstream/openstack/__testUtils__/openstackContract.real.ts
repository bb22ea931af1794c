import { ConfigReader } from '@backstage/config';
import { describeOpenStackContract } from './describeOpenStackContract';
import { KeystoneAdmin } from './KeystoneAdmin';
import { readOpenStackConfig } from '../config';

// Real services on a small machine take their time.
jest.setTimeout(300_000);

describeOpenStackContract('real', async () => {
  const cloudsFile = process.env.FLYTOWER_REAL_CLOUDS;
  if (!cloudsFile) {
    throw new Error(
      'FLYTOWER_REAL_CLOUDS must be the path of a clouds.yaml with a cloud "real"; npm run test:real sets it',
    );
  }
  const entry = { name: 'real', osCloud: 'real', cloudsFile };
  const [config] = readOpenStackConfig(
    new ConfigReader({ cloud: { openstack: [entry] } }),
  );
  // A bare Keystone has no groups, where every company has some.
  const admin = await KeystoneAdmin.signIn(config);
  const { group } = await admin.send<{ group: { id: string } }>(
    'POST',
    '/groups',
    { group: { name: `contract-${Date.now()}` } },
  );
  await admin.send('PUT', `/groups/${group.id}/users/${admin.userId}`);
  return {
    config,
    stop: () => admin.send('DELETE', `/groups/${group.id}`),
  };
});
