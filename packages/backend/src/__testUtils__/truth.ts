import type { OperationDefinition } from '@flytower/cloud-common/operations';
import type { Answer } from './entrances';

/** Who somebody is to what team Checkout owns. */
export const people = {
  owner: 'ines.duarte',
  member: 'jonas.weber',
  stranger: 'someone of team Search',
  operator: 'mei.tanaka',
  platform: 'oskar.lind',
};
export type Role = keyof typeof people;
export const roles = Object.keys(people) as Role[];

/** What the default policy promises, in one place. */
export function truth(role: Role, { id, target }: OperationDefinition): Answer {
  // what is read of a cloud is nobody's but the platform's
  const isOwned = target !== 'source';
  switch (role) {
    case 'owner':
      return isOwned ? 'yes' : 'not there';
    case 'platform':
      return 'yes';
    case 'operator':
      return target === 'cluster' || id === 'create-cluster' ? 'yes' : 'no';
    case 'member':
      return isOwned ? 'no' : 'not there';
    default:
      return 'not there';
  }
}
