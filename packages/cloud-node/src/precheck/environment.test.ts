import { environmentProblems } from './environment';

const production = { name: 'shop', environment: 'production' };

describe('the environment of what is made in a project', () => {
  it('is that of the project, where it has one', () => {
    expect(environmentProblems(production, 'dev')).toEqual([
      {
        severity: 'blocks',
        field: 'environment',
        message:
          'Project shop is production, and so is everything in it; leave "dev" out, or choose another project',
      },
    ]);
    expect(environmentProblems(production, 'Production')).toEqual([]);
    expect(environmentProblems(production, undefined)).toEqual([]);
  });

  it('is free where the project says nothing', () => {
    expect(environmentProblems({ name: 'lab' }, 'dev')).toEqual([]);
  });
});
