import type { ComponentType } from 'react';
import { CloudQueryProvider } from './CloudQueryProvider';

/** A card, tab, page or field as an extension mounts it: with the queries that its parts ask. @public */
export function withCloudQueries<P extends object>(Part: ComponentType<P>) {
  return (props: P) => (
    <CloudQueryProvider>
      <Part {...props} />
    </CloudQueryProvider>
  );
}
