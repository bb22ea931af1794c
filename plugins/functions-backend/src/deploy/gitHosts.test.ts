import { mockServices } from '@backstage/backend-test-utils';
import { GitHosts } from './gitHosts';
import { namespaceOf } from './namespaceOf';

const hosts = GitHosts.fromConfig(
  mockServices.rootConfig({
    data: {
      integrations: {
        gitea: [{ host: 'git.test:3000', baseUrl: 'http://git.test:3000' }],
        gitlab: [
          {
            host: 'gitlab.example',
            apiBaseUrl: 'https://gitlab.example/api/v4',
            token: 't',
          },
        ],
      },
    },
  }),
);

it('builds only from git hosts that were configured', () => {
  expect(hosts.list()).toEqual(['git.test:3000', 'gitlab.example']);
  expect(hosts.problemWith('http://git.test:3000/a/b.git')).toBeUndefined();
  expect(hosts.problemWith('https://gitlab.example/a/b')).toBeUndefined();
  // Backstage knows these without configuration
  expect(hosts.problemWith('https://github.com/a/b')).toMatch(/may build/);
});

it('refuses addresses that are more or less than a repository', () => {
  const problem = (url: string) => hosts.problemWith(url);
  expect(problem('http://gitlab.example/a/b')).toMatch(/https:/);
  expect(problem('https://me:pw@gitlab.example/a/b')).toMatch(/password/);
  expect(problem('https://gitlab.example/a')).toMatch(/repository/);
  expect(problem('https://gitlab.example/a/b?x=1')).toMatch(/repository/);
  expect(problem('ext::sh -c id')).toBeDefined();
  expect(problem('file:///etc/passwd')).toBeDefined();
  expect(problem('https://gitlab.example\\@evil.test/a/b')).toMatch(
    /backslash/,
  );
  expect(problem('https://gitlab.example/a/b\n')).toMatch(/spaces/);
  expect(problem('https://gitlab.example.evil.test/a/b')).toMatch(/may build/);
});

it('finds the namespace of a project, or a name for a new one', () => {
  const namespace = (name: string, labels: Record<string, string> = {}) => ({
    metadata: { name, labels, annotations: {} },
  });
  const project = { id: 'p1', name: 'Shop Prod!' };
  const label = { 'cloud.flytower.io/project-id': 'p1' };
  expect(namespaceOf(project, [])).toEqual({
    name: 'shop-prod',
    exists: false,
  });
  expect(namespaceOf(project, [namespace('shop-prod')]).name).toMatch(
    /^shop-prod-[0-9a-f]{6}$/,
  );
  expect(namespaceOf(project, [namespace('other', label)])).toEqual({
    name: 'other',
    exists: true,
  });
  expect(namespaceOf({ id: 'p2', name: 'kube-system' }, []).name).toMatch(
    /^kube-system-/,
  );
  expect(namespaceOf({ id: 'p2', name: '123' }, []).name).toMatch(/^project-/);
});
