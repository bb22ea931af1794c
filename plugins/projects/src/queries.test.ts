import type { ProjectsApi } from '@flytower/cloud-common/projects';
import { projectQueries } from './queries';

const api = {} as ProjectsApi;

it('asks for a project and what is in it again also when no signal comes, sooner while something changes', () => {
  expect(projectQueries.detail(api, 'p1').refetchInterval).toBe(30_000);

  const { refetchInterval } = projectQueries.resources(api, 'p1', {});
  const every = (health: string) =>
    (refetchInterval as (query: object) => unknown)({
      state: { data: { items: [{ health }] } },
    });
  expect(every('ok')).toBe(30_000);
  expect(every('busy')).toBe(5_000);
});
