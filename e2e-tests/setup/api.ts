import fs from 'node:fs';
import https from 'node:https';
import path from 'node:path';

const portalUrl = process.env.FLYTOWER_URL ?? 'http://localhost:7007';
const stateDir = path.resolve(__dirname, '../../.flytower/e2e/cloud');

/** The portal's APIs as one person, and the switch that kills and starts it. */
export async function portalOf(person: string) {
  const { signInAs } = await import('../../scripts/bootstrap/signIn.mjs');
  const token = await signInAs(portalUrl, person);
  if (!token) throw new Error(`${person} could not sign in`);
  const ask = async (url: string, body?: unknown) => {
    const answer = await fetch(`${portalUrl}${url}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok)
      throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const control = (what: string) =>
    fetch(`${process.env.FLYTOWER_E2E_CONTROL}/${what}`, {
      signal: AbortSignal.timeout(180_000),
    });
  return {
    get: (url: string) => ask(url),
    post: (url: string, body: unknown) => ask(url, body),
    kill: () => control('kill'),
    start: () => control('start'),
  };
}

/** Clusters of that name in Rancher itself. */
export function cloudOf(name: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    https
      .get(
        'https://127.0.0.1:7110/apis/provisioning.cattle.io/v1/namespaces/fleet-default/clusters',
        {
          ca: fs.readFileSync(path.join(stateDir, 'ca.crt')),
          headers: {
            authorization: `Bearer ${fs.readFileSync(
              path.join(stateDir, 'rancher-token'),
              'utf8',
            )}`,
          },
        },
        response => {
          let text = '';
          response.on('data', chunk => {
            text += chunk;
          });
          response.on('end', () =>
            resolve(
              JSON.parse(text).items.filter(
                (item: { metadata: { name: string } }) =>
                  item.metadata.name === name,
              ),
            ),
          );
        },
      )
      .on('error', reject);
  });
}
