import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readOpenStackConfig } from './config';

const read = (entry: JsonObject, env: NodeJS.ProcessEnv = {}) =>
  readOpenStackConfig(
    new ConfigReader({ cloud: { openstack: [{ name: 'main', ...entry }] } }),
    env,
  )[0];

describe('the configuration of an OpenStack', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'clouds-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function clouds(text: string) {
    const file = path.join(directory, 'clouds.yaml');
    writeFileSync(file, text);
    return file;
  }

  it('is read from clouds.yaml where the openstack command finds it', () => {
    const OS_CLIENT_CONFIG_FILE = clouds(`
clouds:
  flytower:
    auth:
      auth_url: http://keystone:5000
      username: portal
      password: 12345
      project_name: admin
      user_domain_id: default
    region_name: north
    cacert: /etc/ca.pem
    interface: internalURL
`);
    expect(
      read(
        { osCloud: 'flytower', domains: ['company'] },
        { OS_CLIENT_CONFIG_FILE },
      ),
    ).toEqual({
      name: 'main',
      authUrl: 'http://keystone:5000/v3',
      interface: 'internal',
      caFile: '/etc/ca.pem',
      regions: undefined,
      domains: ['company'],
      account: {
        kind: 'password',
        username: 'portal',
        password: '12345',
        userDomain: { id: 'default' },
        scope: { project: 'admin', projectDomain: { name: 'Default' } },
      },
    });
  });

  it('is read from app-config.yaml, with an application credential', () => {
    expect(
      read({
        authUrl: 'http://keystone/v3/',
        regions: ['north'],
        auth: {
          applicationCredentialId: 'id',
          applicationCredentialSecret: 'secret',
        },
      }),
    ).toMatchObject({
      authUrl: 'http://keystone/v3',
      regions: ['north'],
      account: { kind: 'application-credential', id: 'id', secret: 'secret' },
    });
  });

  it.each([
    [
      'a cloud that is not there',
      'clouds: { other: { auth: { auth_url: http://k } } }',
      'has no cloud "main"; it has other',
    ],
    [
      'certificate checks turned off',
      'clouds: { main: { auth: { auth_url: http://k }, verify: false } }',
      'give "cacert" instead',
    ],
    [
      'no account',
      'clouds: { main: { auth: { auth_url: http://k } } }',
      'needs username, password and a project',
    ],
    ['no address', 'clouds: { main: { auth: {} } }', '"auth.auth_url"'],
  ])('says what is wrong with %s', (_, text, sentence) => {
    const cloudsFile = clouds(text);
    expect(() => read({ osCloud: 'main', cloudsFile })).toThrow(sentence);
  });

  it('says where it looked for clouds.yaml', () => {
    expect(() =>
      read({ osCloud: 'main' }, { OS_CLIENT_CONFIG_FILE: '/nowhere/c.yaml' }),
    ).toThrow('There is no clouds.yaml at /nowhere/c.yaml');
  });
});
