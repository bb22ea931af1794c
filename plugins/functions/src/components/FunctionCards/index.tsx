import { withCloudQueries } from '@flytower/cloud-react/live';
import { FunctionCard } from './FunctionCard';
import { FunctionContent } from './FunctionContent';
import { ProjectFunctions } from './ProjectFunctions';

/** What the catalog shows of functions, as its entity pages mount it. */
export const functionParts = {
  card: withCloudQueries(FunctionCard),
  content: withCloudQueries(FunctionContent),
  ofProject: withCloudQueries(ProjectFunctions),
};

export { FunctionCard, FunctionContent, ProjectFunctions };
