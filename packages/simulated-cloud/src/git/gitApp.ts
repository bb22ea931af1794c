import { Hono } from 'hono';
import type { Company } from '../company/types';
import { accountOf } from './accounts';
import { giteaApi } from './giteaApi';
import { httpBackend } from './httpBackend';
import { repositoryPage } from './pages';
import type { Repositories } from './Repositories';

export interface GitAppOptions {
  company: Company;
  repositories: Repositories;
  /** Names of organisations. */
  organisations: Set<string>;
  /** Address that people and programs reach it at. */
  baseUrl(): string;
  now(): number;
}

export type GitEnv = { Variables: { account?: string } };

/** A git host that looks like Gitea: git's smart protocol, the REST API, and a page for each directory. */
export function createGitApp(options: GitAppOptions): Hono<GitEnv> {
  const { repositories, company } = options;
  const app = new Hono<GitEnv>();
  const people = company.people.map(person => person.name);

  app.use(async (c, next) => {
    const account = accountOf(c.req.header('authorization'), people);
    if (account === null) return unauthorised('invalid username or password');
    c.set('account', account);
    await next();
    return undefined;
  });

  app.route('/api/v1', giteaApi(options));

  app.all(
    '/:owner/:repo/:rest{info/refs|git-upload-pack|git-receive-pack}',
    async c => {
      const { owner, repo, rest } = c.req.param();
      const name = repo.replace(/\.git$/, '');
      const repository = repositories.find(owner, name);
      const account = c.get('account');
      const writes =
        rest === 'git-receive-pack' ||
        c.req.query('service') === 'git-receive-pack';
      if (!account && (writes || repository?.private))
        return unauthorised('authentication is required');
      if (!repository) return c.text('Not Found', 404);
      await repositories.open(repository.owner, repository.name);
      return httpBackend(c.req.raw, {
        root: repositories.root,
        path: `/${repository.owner}/${repository.name}.git/${rest}`,
        user: account,
      });
    },
  );

  app.get('/', c =>
    c.html(
      repositoryPage({
        title: `${company.name} git`,
        links: [...options.organisations].sort().map(name => ({
          name,
          href: `/${name}`,
        })),
      }),
    ),
  );

  app.get('/:owner', c => {
    const { owner } = c.req.param();
    if (!options.organisations.has(owner)) return c.text('Not Found', 404);
    const links = repositories
      .list(owner)
      .filter(repository => !repository.private || c.get('account'))
      .map(({ name }) => ({ name, href: `/${owner}/${name}` }));
    return c.html(repositoryPage({ title: owner, links }));
  });

  app.get('/:owner/:repo', c => {
    const { owner, repo } = c.req.param();
    const name = repo.replace(/\.git$/, '');
    return c.redirect(`/${owner}/${name}/src/branch/main`);
  });

  app.get(
    '/:owner/:repo/:view{src|raw}/:kind{branch|commit|tag}/:ref/:path{.*}?',
    async c => {
      const { owner, repo, view, ref, path: raw = '' } = c.req.param();
      const path = raw.replace(/\/+$/, '');
      const repository = repositories.find(owner, repo);
      if (!repository || (repository.private && !c.get('account')))
        return c.text('Not Found', 404);
      const sha = await repositories.resolve(owner, repo, ref);
      if (!sha) return c.text('Not Found', 404);
      const entries = await repositories.tree(owner, repo, sha, path);
      const file = entries
        ? undefined
        : await repositories.file(owner, repo, sha, path);
      if (!entries && !file) return c.text('Not Found', 404);
      if (view === 'raw' && file) return c.text(file.toString());
      const base = `/${owner}/${repo}/src/branch/${ref}`;
      return c.html(
        repositoryPage({
          title: `${owner}/${repo}${path && `/${path}`}`,
          description: repository.description,
          clone: `${options.baseUrl()}/${owner}/${repo}.git`,
          links: entries?.map(entry => ({
            name: entry.type === 'dir' ? `${entry.name}/` : entry.name,
            href: `${base}/${entry.path}`,
          })),
          text: file?.toString(),
        }),
      );
    },
  );

  return app;
}

function unauthorised(message: string): Response {
  return Response.json(
    { message },
    {
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="Gitea"' },
    },
  );
}
