import { CloudQueryProvider } from '@flytower/cloud-react/live';
import type { ComponentType } from 'react';
import { AboutProjectCard } from './AboutProjectCard';
import { MembersCard } from './MembersCard';
import { OperationsCard } from './OperationsCard';
import { QuotaCard } from './QuotaCard';

const withQueries = (Card: ComponentType) => (
  <CloudQueryProvider>
    <Card />
  </CloudQueryProvider>
);

/** The cards as the entity page mounts them. */
export const projectCards = {
  about: () => withQueries(AboutProjectCard),
  members: () => withQueries(MembersCard),
  operations: () => withQueries(OperationsCard),
  quota: () => withQueries(QuotaCard),
};

export { AboutProjectCard, MembersCard, OperationsCard, QuotaCard };
