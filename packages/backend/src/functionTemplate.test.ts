import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import catalog from '@backstage/plugin-catalog-backend';
import scaffolderModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import functions from '@flytower/backstage-plugin-functions-backend';
import projects from '@flytower/backstage-plugin-projects-backend';
import scaffolderModule from '@flytower/backstage-plugin-scaffolder-backend-module-cloud';
import {
  startCloudBackend,
  startSimulatedCloud,
  type Somebody,
} from '@flytower/simulated-cloud/testUtils';
import { resolve } from 'node:path';
import { eventually } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

async function json<T>(
  me: Somebody,
  path: string,
  body?: object,
  method = 'POST',
): Promise<T> {
  const answer = await me.fetch(path, body && { method, body });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

it('leads from the form of a function to one that answers', async () => {
  const cloud = await startSimulatedCloud();
  const { host } = new URL(cloud.urls.git);
  const backend = await startCloudBackend({
    cloud,
    config: {
      integrations: {
        gitea: [
          {
            host,
            baseUrl: cloud.urls.git,
            username: 'portal',
            password: 'portal-secret',
          },
        ],
      },
      catalog: {
        rules: [{ allow: ['Template', 'Location'] }],
        locations: [
          {
            type: 'file',
            target: resolve(
              __dirname,
              '../../../templates/function/template.yaml',
            ),
          },
        ],
      },
    },
    features: [
      schedulerServiceFactory,
      catalog,
      scaffolderModel,
      scaffolder,
      scaffolderModule,
      projects,
      functions,
    ],
  });
  try {
    const me = backend.as('user:default/ines.duarte');
    const [project] = await eventually(async () => {
      await json(me, '/api/catalog/entities/by-name/template/default/function');
      const { items } = await json<{ items: { id: string }[] }>(
        me,
        '/api/projects/projects?search=checkout-',
      );
      if (items.length === 0) throw new Error('not read yet');
      return items;
    });
    const { id } = await json<{ id: string }>(me, '/api/scaffolder/v2/tasks', {
      templateRef: 'template:default/function',
      values: { projectId: project.id, name: 'prompter', invoke: 'http' },
    });
    const task = await eventually(async () => {
      const found = await json<{ status: string }>(
        me,
        `/api/scaffolder/v2/tasks/${id}`,
      );
      if (/open|processing/.test(found.status)) throw new Error('not done yet');
      return found;
    }, 90_000);
    const events = await json<
      {
        type: string;
        body: { message: string; output?: { links: { url?: string }[] } };
      }[]
    >(me, `/api/scaffolder/v2/tasks/${id}/events`);
    expect([
      task.status,
      events.map(({ body }) => body.message).join('\n'),
    ]).toEqual(['completed', expect.anything()]);
    const { output } = events.find(({ type }) => type === 'completion')!.body;
    const path = output?.links[0].url ?? '';
    expect(path).toMatch(/^\/functions\/.*\.prompter$/);

    const answer = await json<{ status: number; body: string }>(
      me,
      `/api/functions${path}/invoke`,
      { body: '{"name":"Hamlet"}' },
    );
    expect(answer).toMatchObject({
      status: 200,
      body: expect.stringContaining('Hello, Hamlet!'),
    });
    const { lines } = await eventually(async () => {
      const logs = await json<{ lines: { text: string }[] }>(
        me,
        `/api/functions${path}/logs`,
      );
      if (logs.lines.length === 0) throw new Error('nothing written yet');
      return logs;
    });
    expect(lines.map(({ text }) => text).join()).toContain('greeting Hamlet');
  } finally {
    await backend.stop();
    await cloud.stop();
  }
});
