import type { Detector } from '@flytower/cloud-node/findings';
import type { SourcePart } from '../store/SourceStates';

/**
 * So much is missing from what a cloud answers that the portal does not believe it. Nobody's project, so it is seen
 * by those who see everything.
 */
export function removalHeld(read: () => Promise<SourcePart[]>): Detector {
  return {
    kind: 'removal-held',
    title: 'Removal held back',
    async detect() {
      const parts = await read();
      return {
        sightings: parts.flatMap(({ cloud, part, failing, heldBack }) =>
          failing || !heldBack
            ? []
            : [
                {
                  subject: {
                    type: 'project' as const,
                    id: subjectIdOf({ cloud, part }),
                    title: `OpenStack ${cloud}`,
                  },
                  access: { owners: [], readers: [] },
                  severity: 'critical' as const,
                  message:
                    'Much that was there is missing from what it answers, and is kept until somebody has looked',
                  evidence: [
                    { label: 'Read', value: part },
                    { label: 'Held back', value: heldBack },
                  ],
                  suggestions: [],
                },
              ],
        ),
        isKnown: id =>
          parts.some(one => !one.failing && subjectIdOf(one) === id),
      };
    },
  };
}

/** Keystone's ids have no colon, so this is no project's. */
const subjectIdOf = ({ cloud, part }: Pick<SourcePart, 'cloud' | 'part'>) =>
  `openstack:${cloud}:${part}`;
