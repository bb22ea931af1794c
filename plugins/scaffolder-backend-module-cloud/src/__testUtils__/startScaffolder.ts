import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import giteaModule from '@backstage/plugin-scaffolder-backend-module-gitea';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- templates use actions that this plugin's operations yield
import { clusterOperations } from '@flytower/backstage-plugin-clusters-backend/operations';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- templates use actions that this plugin's operations yield
import { functionOperations } from '@flytower/backstage-plugin-functions-backend/operations';
import { createOperationsScaffolderModule } from '@flytower/cloud-node/operations';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { parse } from 'yaml';
import { scaffolderModuleCloud } from '../module';
import { fakeDoors, type Doors } from './fakeDoors';

export const templatesDir = resolve(__dirname, '../../../../templates');
const git = 'http://git.test';

/** A template of the repository as the catalog would hold it. */
export function readTemplate(name: string) {
  const file = join(templatesDir, name, 'template.yaml');
  const template = parse(readFileSync(file, 'utf8'));
  template.metadata.annotations = {
    'backstage.io/managed-by-location': `file:${file}`,
    'backstage.io/managed-by-origin-location': `file:${file}`,
  };
  return template;
}

/** The real scaffolder with the cloud's actions, behind which the doors answer as told. */
export async function startScaffolder(doors: Doors = {}) {
  const { features, calls } = fakeDoors(doors);
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      giteaModule,
      scaffolderModuleCloud,
      createOperationsScaffolderModule({
        pluginId: 'clusters',
        definitions: clusterOperations,
        everyMs: 10,
      }),
      createOperationsScaffolderModule({
        pluginId: 'functions',
        definitions: functionOperations,
        everyMs: 10,
      }),
      ...features,
      catalogServiceMock.factory({
        entities: ['cluster', 'addon', 'function'].map(readTemplate),
      }),
      mockServices.rootConfig.factory({
        data: {
          integrations: { gitea: [{ host: 'git.test', baseUrl: git }] },
          scaffolder: { taskRecovery: { enabled: true } },
        },
      }),
    ],
  });
  const as = mockCredentials.user.header('user:default/ines.duarte');
  const api = request(backend.server);

  return {
    calls,
    stop: () => backend.stop(),
    async listActions() {
      const { body } = await api
        .get('/api/scaffolder/v2/actions')
        .set('authorization', as)
        .expect(200);
      return body as {
        id: string;
        schema: { input: object };
        examples?: { example: string }[];
      }[];
    },
    /** Runs a template to its end. */
    async run(template: string, values: object) {
      const { body } = await api
        .post('/api/scaffolder/v2/tasks')
        .set('authorization', as)
        .send({ templateRef: `template:default/${template}`, values })
        .expect(201);
      for (;;) {
        const task = await api
          .get(`/api/scaffolder/v2/tasks/${body.id}`)
          .set('authorization', as)
          .expect(200);
        if (!['open', 'processing'].includes(task.body.status)) {
          const events = await api
            .get(`/api/scaffolder/v2/tasks/${body.id}/events`)
            .set('authorization', as);
          return {
            id: body.id as string,
            status: task.body.status as string,
            ...readEvents(events.body),
          };
        }
        await pause(50);
      }
    },
    /** Runs it without making anything. */
    async dryRun(template: string, values: object) {
      const { status, body } = await api
        .post('/api/scaffolder/v2/dry-run')
        .set('authorization', as)
        .send({
          template: readTemplate(template),
          values,
          directoryContents: filesIn(join(templatesDir, template)),
        });
      return {
        status,
        error: body.error as { message: string } | undefined,
        output: body.output,
        files: Object.fromEntries(
          (body.directoryContents ?? []).map(
            (file: { path: string; base64Content: string }) => [
              file.path,
              Buffer.from(file.base64Content, 'base64').toString(),
            ],
          ),
        ) as { [path: string]: string },
      };
    },
  };
}

interface TaskEvent {
  type: string;
  body: {
    message: string;
    error?: { message: string };
    output?: { links: { title: string; url?: string; entityRef?: string }[] };
  };
}

function readEvents(events: TaskEvent[]) {
  const end = events.find(({ type }) => type === 'completion')?.body;
  return {
    log: events.map(({ body }) => body.message).join('\n'),
    error: end?.error?.message,
    links: end?.output?.links,
  };
}

function filesIn(
  dir: string,
  root = dir,
): { path: string; base64Content: string }[] {
  return readdirSync(dir).flatMap(name => {
    const path = join(dir, name);
    return statSync(path).isDirectory()
      ? filesIn(path, root)
      : [
          {
            path: relative(root, path),
            base64Content: readFileSync(path).toString('base64'),
          },
        ];
  });
}
