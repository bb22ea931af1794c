import type { Freshness } from '@flytower/cloud-common';
import type { ProjectDirectory } from '@flytower/cloud-node';
import type { Detector } from '@flytower/cloud-node/findings';
import type { PlatformCollector } from '../collect/PlatformCollector';
import { toDetail, withProject } from '../map/toFunction';
import { functionFailing, functionSubjects } from './functionFailing';

/** Everything of functions that needs somebody's attention. */
export function functionDetectors(options: {
  collectors: readonly Pick<
    PlatformCollector,
    'name' | 'list' | 'objects' | 'isComplete'
  >[];
  projects: Pick<ProjectDirectory, 'get'>;
  freshness(): Freshness[];
}): Detector[] {
  const { collectors, projects, freshness } = options;
  const subjects = functionSubjects({
    list: () =>
      collectors.flatMap(collector =>
        collector.list().map(record => {
          const objects = collector.objects(record);
          return {
            record: withProject(record, projects.get(record.projectId)),
            revisions: objects ? toDetail(objects).revisions : [],
          };
        }),
      ),
    isComplete: platform =>
      collectors.some(
        ({ name, isComplete }) => name === platform && isComplete,
      ),
    freshness,
  });
  return [functionFailing(subjects)];
}
