import { withCloudQueries } from '@flytower/cloud-react/live';
import { AboutProjectCard } from './AboutProjectCard';
import { MembersCard } from './MembersCard';
import { OperationsCard } from './OperationsCard';
import { QuotaCard } from './QuotaCard';

/** The cards as the entity page mounts them. */
export const projectCards = {
  about: withCloudQueries(AboutProjectCard),
  members: withCloudQueries(MembersCard),
  operations: withCloudQueries(OperationsCard),
  quota: withCloudQueries(QuotaCard),
};

export { AboutProjectCard, MembersCard, OperationsCard, QuotaCard };
