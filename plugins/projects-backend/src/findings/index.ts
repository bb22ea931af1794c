import type { Detector } from '@flytower/cloud-node/findings';
import type { ProjectReader } from '../store/ProjectReader';
import type { HeldRemovals } from '../store/HeldRemovals';
import type { SourceStates } from '../store/SourceStates';
import { projectSubjects } from './projectSubjects';
import { projectWithoutOwner } from './projectWithoutOwner';
import { removalHeld } from './removalHeld';

/** Everything of projects that needs somebody's attention. */
export function projectDetectors(options: {
  reader: Pick<ProjectReader, 'listOwnerless'>;
  states: Pick<SourceStates, 'parts'>;
  removals: Pick<HeldRemovals, 'held'>;
  ownerRoles: readonly string[];
}): Detector[] {
  const { reader, states, removals, ownerRoles } = options;
  const subjects = projectSubjects(async () => ({
    parts: await states.parts(),
    projects: await reader.listOwnerless(),
  }));
  return [
    projectWithoutOwner(subjects, ownerRoles),
    removalHeld(states, removals),
  ];
}
