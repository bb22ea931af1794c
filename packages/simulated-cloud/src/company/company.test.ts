import { createCompany } from './company';

describe('the simulated company', () => {
  it('is the same for the same seed and another for another', () => {
    expect(createCompany()).toEqual(createCompany());
    expect(createCompany({ seed: 2 }).projects[0].id).not.toBe(
      createCompany().projects[0].id,
    );
  });

  it('has teams with people, and projects with and without an owner', () => {
    const { teams, people, projects } = createCompany();
    expect(teams.length).toBeGreaterThanOrEqual(12);
    for (const team of teams) {
      expect(people.some(person => person.teams.includes(team.name))).toBe(
        true,
      );
    }
    expect(projects).toHaveLength(40);
    expect(projects.filter(({ team }) => !team).length).toBeGreaterThan(0);
    expect(new Set(projects.flatMap(({ regions }) => regions))).toEqual(
      new Set(['north', 'south']),
    );
  });

  it('grows to thousands of projects without a name or id twice', () => {
    const { teams, people, projects } = createCompany({ projects: 4000 });
    for (const things of [teams, people, projects]) {
      expect(new Set(things.map(({ id }) => id)).size).toBe(things.length);
      expect(new Set(things.map(({ name }) => name)).size).toBe(things.length);
    }
  });
});
