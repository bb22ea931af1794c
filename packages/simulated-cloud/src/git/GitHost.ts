import { join } from 'node:path';
import type { CloudContext, CloudPart } from '../context';
import { HttpListener } from '../functions/HttpListener';
import { createGitApp } from './gitApp';
import { Repositories } from './Repositories';

/** The company's git host, with an organisation for each team. */
export class GitHost implements CloudPart {
  readonly repositories: Repositories;
  private readonly listener: HttpListener;

  constructor(private readonly context: CloudContext, port: number) {
    this.repositories = new Repositories(join(context.stateDir, 'git'));
    const { company, clock, urls } = context;
    const app = createGitApp({
      company,
      repositories: this.repositories,
      organisations: new Set(company.teams.map(team => team.name)),
      baseUrl: () => urls.git,
      now: () => clock.now(),
    });
    this.listener = new HttpListener(request => app.fetch(request), port);
  }

  async start(): Promise<void> {
    this.context.urls.git = await this.listener.start();
  }

  async stop(): Promise<void> {
    await this.listener.stop();
  }
}
