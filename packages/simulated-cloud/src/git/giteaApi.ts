import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { GitAppOptions, GitEnv } from './gitApp';
import type { Repository } from './Repositories';

/** It becomes a directory, so it cannot be "..". */
const directoryName = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/);

const newRepository = z.object({
  name: directoryName,
  description: z.string().default(''),
  private: z.boolean().default(false),
});

const newOrganisation = z.object({ username: directoryName });

/** The part of Gitea's REST API that Backstage's Gitea integration and people's scripts use. */
export function giteaApi(options: GitAppOptions): Hono<GitEnv> {
  const { repositories, organisations } = options;
  const api = new Hono<GitEnv>();

  api.get('/version', c => c.json({ version: '1.24.6' }));

  api.get('/user', c => {
    const account = c.get('account');
    return account ? c.json(user(account)) : needsAccount(c);
  });

  api.get('/users/:name', c => {
    const { name } = c.req.param();
    const known =
      name === 'portal' ||
      organisations.has(name) ||
      options.company.people.some(person => person.name === name);
    return known ? c.json(user(name)) : notFound(c, 'user does not exist');
  });

  api.post('/orgs', async c => {
    if (!c.get('account')) return needsAccount(c);
    const input = newOrganisation.safeParse(await bodyOf(c));
    if (!input.success) return invalid(c, input.error);
    if (organisations.has(input.data.username))
      return c.json({ message: 'user already exists' }, 422);
    organisations.add(input.data.username);
    return c.json(user(input.data.username), 201);
  });

  api.get('/orgs/:org', c => {
    const { org } = c.req.param();
    return organisations.has(org)
      ? c.json(user(org))
      : notFound(c, "The target couldn't be found.");
  });

  api.get('/orgs/:org/repos', c =>
    c.json(
      repositories
        .list(c.req.param('org'))
        .filter(repository => mayRead(c, repository))
        .map(toWire),
    ),
  );

  api.post('/orgs/:org/repos', async c => {
    if (!c.get('account')) return needsAccount(c);
    const { org } = c.req.param();
    if (!organisations.has(org))
      return notFound(c, "The target couldn't be found.");
    const input = newRepository.safeParse(await bodyOf(c));
    if (!input.success) return invalid(c, input.error);
    if (repositories.find(org, input.data.name))
      return c.json(
        { message: 'The repository with the same name already exists.' },
        409,
      );
    const repository = { owner: org, ...input.data, createdAt: options.now() };
    await repositories.create(repository);
    return c.json(toWire(repository), 201);
  });

  api.get('/repos/search', c => {
    const words = (c.req.query('q') ?? '').toLowerCase();
    const data = repositories
      .list()
      .filter(
        repository =>
          mayRead(c, repository) &&
          `${repository.owner}/${repository.name}`.includes(words),
      )
      .slice(0, 50)
      .map(toWire);
    return c.json({ ok: true, data });
  });

  const found = (c: Context<GitEnv>): Repository | undefined => {
    const repository = repositories.find(
      c.req.param('owner') ?? '',
      c.req.param('repo') ?? '',
    );
    return repository && mayRead(c, repository) ? repository : undefined;
  };
  const shaOf = (repository: Repository, ref = 'main') =>
    repositories.resolve(repository.owner, repository.name, ref || 'main');

  api.get('/repos/:owner/:repo', c => {
    const repository = found(c);
    return repository ? c.json(toWire(repository)) : notFound(c);
  });

  api.delete('/repos/:owner/:repo', async c => {
    if (!c.get('account')) return needsAccount(c);
    const repository = found(c);
    if (!repository) return notFound(c);
    await repositories.remove(repository.owner, repository.name);
    return c.body(null, 204);
  });

  api.get('/repos/:owner/:repo/branches', async c => {
    const repository = found(c);
    if (!repository) return notFound(c);
    const { owner, name } = repository;
    const branches = await repositories.branches(owner, name);
    return c.json(
      branches.map(branch => ({
        name: branch.name,
        commit: { id: branch.sha },
      })),
    );
  });

  api.get('/repos/:owner/:repo/contents/:path{.*}?', async c => {
    const repository = found(c);
    const sha = repository && (await shaOf(repository, c.req.query('ref')));
    if (!repository || !sha) return notFound(c);
    const { owner, name } = repository;
    const path = (c.req.param('path') ?? '').replace(/\/+$/, '');
    const entries = await repositories.tree(owner, name, sha, path);
    if (entries) return c.json(entries);
    const content = await repositories.file(owner, name, sha, path);
    if (!content) return notFound(c, 'object does not exist');
    return c.json({
      name: path.split('/').pop(),
      path,
      type: 'file',
      size: content.length,
      encoding: 'base64',
      content: content.toString('base64'),
      last_commit_sha: sha,
    });
  });

  api.get('/repos/:owner/:repo/raw/:path{.+}', async c => {
    const repository = found(c);
    const sha = repository && (await shaOf(repository, c.req.query('ref')));
    if (!repository || !sha) return notFound(c);
    const { owner, name } = repository;
    const path = c.req.param('path');
    const content = await repositories.file(owner, name, sha, path);
    return content ? c.body(new Uint8Array(content)) : notFound(c);
  });

  api.get('/repos/:owner/:repo/archive/:file{.+}', async c => {
    const repository = found(c);
    const match = /^(.+)\.(tar\.gz|zip)$/.exec(c.req.param('file'));
    const sha = repository && match && (await shaOf(repository, match[1]));
    if (!repository || !sha) return notFound(c);
    const zip = match[2] === 'zip';
    const { owner, name } = repository;
    const archive = await repositories.archive(
      owner,
      name,
      sha,
      zip ? 'zip' : 'tar.gz',
    );
    return c.body(new Uint8Array(archive), 200, {
      'content-type': zip ? 'application/zip' : 'application/gzip',
    });
  });

  api.get('/repos/:owner/:repo/git/commits/:sha', async c => {
    const repository = found(c);
    const sha = repository && (await shaOf(repository, c.req.param('sha')));
    if (!repository || !sha) return notFound(c);
    const { owner, name } = repository;
    const [commit] = await repositories.commits(owner, name, sha, 1);
    return commit ? c.json(toCommit(commit)) : notFound(c);
  });

  api.get('/repos/:owner/:repo/commits', async c => {
    const repository = found(c);
    const sha = repository && (await shaOf(repository, c.req.query('sha')));
    if (!repository || !sha) return notFound(c);
    const { owner, name } = repository;
    const limit = Math.min(Number(c.req.query('limit')) || 30, 50);
    const commits = await repositories.commits(owner, name, sha, limit);
    return c.json(commits.map(toCommit));
  });

  return api;

  function toWire(repository: Repository) {
    const { owner, name } = repository;
    const url = `${options.baseUrl()}/${owner}/${name}`;
    return {
      name,
      full_name: `${owner}/${name}`,
      owner: user(owner),
      description: repository.description,
      private: repository.private,
      default_branch: 'main',
      html_url: url,
      clone_url: `${url}.git`,
      created_at: new Date(repository.createdAt).toISOString(),
    };
  }
}

function mayRead(c: Context<GitEnv>, repository: Repository): boolean {
  return !repository.private || Boolean(c.get('account'));
}

function user(name: string) {
  return { login: name, username: name, full_name: name };
}

function toCommit(commit: {
  sha: string;
  author?: string;
  email?: string;
  date?: string;
  message?: string;
}) {
  const { sha, author: name, email, date, message } = commit;
  const author = { name, email, date };
  return { sha, created: date, commit: { message, author, committer: author } };
}

async function bodyOf(c: Context): Promise<unknown> {
  return c.req.json().catch(() => undefined);
}

function needsAccount(c: Context) {
  return c.json({ message: 'token is required' }, 401);
}

function notFound(c: Context, message = "The target couldn't be found.") {
  return c.json({ message }, 404);
}

function invalid(c: Context, error: z.ZodError) {
  return c.json({ message: z.prettifyError(error) }, 422);
}
