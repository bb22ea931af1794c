import type { Company, SeedProject } from '../company/types';
import {
  brokenSource,
  functionSources,
  type FunctionSource,
} from './functionSources';

const day = 86_400_000;

/** A function that the company has. */
export interface SeedFunction {
  name: string;
  /** Region of the platform. */
  region: string;
  namespace: string;
  project: SeedProject;
  team: string;
  source: FunctionSource;
  /** Times of its revisions, oldest first. */
  revisions: number[];
  /** Share of the traffic that the newest revision gets. */
  newestPercent: number;
  /** Whether somebody wants it to run always. */
  awake: boolean;
  /** Whether the portal made it; the others came with `kubectl`. */
  fromPortal: boolean;
}

/** The functions of the company: the same for the same company, spread over the teams that build products. */
export function seedFunctions(company: Company, now: number): SeedFunction[] {
  const products = new Set(
    company.teams.filter(team => team.kind === 'product').map(one => one.name),
  );
  const projects = company.projects.filter(
    project => project.team && products.has(project.team),
  );
  if (projects.length === 0) return [];
  return Array.from({ length: company.options.functions }, (_, index) => {
    const project = projects[index % projects.length];
    const broken =
      index === 4 || (index === 1 && company.options.functions < 5);
    const round = Math.floor(index / functionSources.length);
    const source = broken
      ? brokenSource
      : functionSources[index % functionSources.length];
    const name = round ? `${source.name}-${round + 1}` : source.name;
    const count = broken ? 1 : 1 + (index % 4);
    const age = (20 + ((index * 37) % 300)) * day;
    return {
      name,
      region: project.regions[index % project.regions.length],
      namespace: project.name,
      project,
      team: project.team ?? '',
      source,
      revisions: Array.from(
        { length: count },
        (__, n) => now - Math.round((age * (count - n)) / count),
      ),
      newestPercent: count > 1 && index % 5 === 2 ? 20 : 100,
      awake: index % 3 === 0,
      fromPortal: index % 8 !== 7,
    };
  });
}
