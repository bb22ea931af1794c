import type { ComponentType } from 'react';
import { CloudQueryProvider } from './CloudQueryProvider';

/** A card, tab or page as an extension mounts it: with the queries that its parts ask. @public */
export function withCloudQueries(Part: ComponentType) {
  return () => (
    <CloudQueryProvider>
      <Part />
    </CloudQueryProvider>
  );
}
