import {
  firstNames,
  forgotten,
  knownPeople,
  lastNames,
  purposes,
  teamSeeds,
} from './names';
import { idFor, Random } from './random';
import type {
  Company,
  CompanyOptions,
  Person,
  SeedProject,
  Team,
} from './types';

export const defaultCompanyOptions: CompanyOptions = {
  seed: 1,
  projects: 40,
  servers: 300,
  clusters: 12,
  functions: 25,
};

const domain = 'company';
const mailDomain = 'meridian.example';
const regions = ['north', 'south'];
const environments = ['production', 'staging', 'development'] as const;
const peoplePerTeam = 5;
const projectsPerTeam = 15;

/** Meridian, in the size that is asked for: the same people, teams and projects for the same options. */
export function createCompany(options: Partial<CompanyOptions> = {}): Company {
  const size = { ...defaultCompanyOptions, ...options };
  const random = new Random(size.seed);
  const teams = createTeams(size);
  return {
    options: size,
    name: 'Meridian',
    domain,
    regions,
    teams,
    people: createPeople(teams, size, random),
    projects: createProjects(teams, size, random),
  };
}

function createTeams({ seed, projects }: CompanyOptions): Team[] {
  const count = Math.max(
    teamSeeds.length,
    Math.ceil(projects / projectsPerTeam),
  );
  return Array.from({ length: count }, (_, index) => {
    const known = teamSeeds[index] ?? {
      name: `squad-${index + 1}`,
      title: `Squad ${index + 1}`,
      kind: 'product' as const,
    };
    return { ...known, id: idFor(seed, 'group', known.name) };
  });
}

function createPeople(
  teams: Team[],
  { seed }: CompanyOptions,
  random: Random,
): Person[] {
  const people: Person[] = knownPeople.map(person => toPerson(seed, person));
  const taken = new Set(people.map(({ name }) => name));
  for (const team of teams) {
    const missing =
      peoplePerTeam -
      people.filter(({ teams: names }) => names.includes(team.name)).length;
    for (let i = 0; i < missing; i++) {
      const displayName = freeName(taken, random);
      people.push(
        toPerson(seed, {
          name: accountOf(displayName),
          displayName,
          teams: [team.name],
        }),
      );
    }
  }
  return people;
}

function toPerson(seed: number, person: Omit<Person, 'id' | 'email'>): Person {
  return {
    ...person,
    id: idFor(seed, 'user', person.name),
    email: `${person.name}@${mailDomain}`,
  };
}

const accountOf = (displayName: string) =>
  displayName.toLowerCase().replace(/ /g, '.');

function freeName(taken: Set<string>, random: Random): string {
  for (let tries = 0; ; tries++) {
    const base = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
    const displayName = tries < 20 ? base : `${base} ${taken.size}`;
    const name = accountOf(displayName);
    if (!taken.has(name)) {
      taken.add(name);
      return displayName;
    }
  }
}

function createProjects(
  teams: Team[],
  { seed, projects: count }: CompanyOptions,
  random: Random,
): SeedProject[] {
  const projects = [...platformProjects(seed), ...forgottenProjects(seed)];
  const products = teams.filter(({ kind }) => kind === 'product');
  for (let i = 0; projects.length < count; i++) {
    const team = products[i % products.length];
    const round = Math.floor(i / products.length);
    const environment = environments[round % environments.length];
    const purpose =
      purposes[Math.floor(round / environments.length) % purposes.length];
    const generation = Math.floor(
      round / (environments.length * purposes.length),
    );
    const short = { production: 'prod', staging: 'stage', development: 'dev' };
    const suffix = generation ? `-${generation + 1}` : '';
    projects.push(
      project(seed, {
        name: `${team.name}-${purpose.name}-${short[environment]}${suffix}`,
        description: `${team.title}: ${purpose.description.toLowerCase()}`,
        team: team.name,
        readers:
          environment === 'production' && random.chance(0.4)
            ? [random.pick(products).name].filter(name => name !== team.name)
            : [],
        environment,
        tags: [`env:${environment}`, `team:${team.name}`],
        regions: random.chance(0.35) ? regions : [random.pick(regions)],
      }),
    );
  }
  return projects.slice(0, count);
}

function platformProjects(seed: number): SeedProject[] {
  return [
    {
      name: 'functions',
      description: 'The function platforms of both regions',
    },
    { name: 'shared-services', description: 'What every team leans on' },
  ].map(({ name, description }) =>
    project(seed, {
      name,
      description,
      team: 'platform',
      readers: ['kubernetes-operators'],
      environment: 'production',
      tags: ['env:production', 'team:platform'],
      regions,
    }),
  );
}

function forgottenProjects(seed: number): SeedProject[] {
  return forgotten.map(({ name, description, tag }, index) =>
    project(seed, {
      name,
      description,
      readers: [],
      environment: 'development',
      tags: [tag],
      regions: [regions[index % regions.length]],
    }),
  );
}

function project(seed: number, fields: Omit<SeedProject, 'id'>): SeedProject {
  return { id: idFor(seed, 'project', fields.name), ...fields };
}
