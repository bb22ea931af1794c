import { FunctionsClient } from '@flytower/cloud-common/functions';
import { fakeDoors } from '@flytower/cloud-react/testUtils';
import { checkName } from './checkName';

const nameOf = (problems: object[], values: object = { projectId: 'p1' }) => {
  const doors = fakeDoors({
    'GET functions/choices': { sources: [], gitHosts: ['git.test'] },
    'POST functions/operations/deploy-function/precheck': {
      problems,
      risk: 'change',
      needsApproval: false,
    },
  });
  const functions = new FunctionsClient({
    discovery: { getBaseUrl: async id => `http://portal.test/api/${id}` },
    fetch: { fetch: doors.fetch as typeof fetch },
  });
  return checkName({ functions, name: 'send-it', values }).then(problem => ({
    problem,
    calls: doors.calls,
  }));
};

describe('the name of a new function', () => {
  it('is taken also by a function that could be built anew', async () => {
    const { problem, calls } = await nameOf([
      { severity: 'blocks', field: 'git', message: 'No such repository' },
      { severity: 'warns', field: 'name', message: 'send-it exists already' },
    ]);
    expect(problem).toBe('send-it exists already');
    expect(calls.at(-1)?.body).toEqual({
      input: {
        projectId: 'p1',
        name: 'send-it',
        git: { url: 'https://git.test/new/send-it.git' },
      },
    });
  });

  it('is free when nothing is said of it', async () => {
    expect((await nameOf([])).problem).toBeUndefined();
  });

  it('is not asked for before a project is chosen', async () => {
    const { problem, calls } = await nameOf([], {});
    expect(problem).toBeUndefined();
    expect(calls).toHaveLength(0);
  });
});
