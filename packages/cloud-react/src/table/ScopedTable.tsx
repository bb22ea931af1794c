import type { ComponentProps } from 'react';
import { CloudTable } from './CloudTable';
import { EmptyScope } from './EmptyScope';
import { MineOrAll, type Scope } from './MineOrAll';

/** A `CloudTable` over mine or over all. @public */
export function ScopedTable<
  T extends { id: string },
  S extends string,
  F extends string,
>({
  scope,
  empty,
  ...table
}: Omit<ComponentProps<typeof CloudTable<T, S, F>>, 'empty' | 'children'> & {
  scope: Scope;
  /** What to say where nothing is mine, and where there is nothing at all. */
  empty: Omit<ComponentProps<typeof EmptyScope>, 'scope'>;
}) {
  return (
    <CloudTable
      {...table}
      query={scope.answer(table.query)}
      empty={<EmptyScope scope={scope} {...empty} />}
    >
      <MineOrAll scope={scope} />
    </CloudTable>
  );
}
