import { CloudQueryProvider } from '@flytower/cloud-react/live';
import type { ComponentType } from 'react';
import { FunctionCard } from './FunctionCard';
import { FunctionContent } from './FunctionContent';
import { ProjectFunctions } from './ProjectFunctions';

const withQueries = (Part: ComponentType) => (
  <CloudQueryProvider>
    <Part />
  </CloudQueryProvider>
);

/** What the catalog shows of functions, as its entity pages mount it. */
export const functionParts = {
  card: () => withQueries(FunctionCard),
  content: () => withQueries(FunctionContent),
  ofProject: () => withQueries(ProjectFunctions),
};

export { FunctionCard, FunctionContent, ProjectFunctions };
