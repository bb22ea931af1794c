import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import type { CloudColumn } from './CloudTable';
import styles from './CloudTable.module.css';

/** The few rows that belong to one thing, such as the nodes of a cluster: all of them, in the order given. @public */
export function SmallTable<T>(props: {
  /** What these are, for screen readers. */
  label: string;
  rows: readonly T[];
  /** The first column names the row. */
  columns: readonly Omit<CloudColumn<T>, 'sort'>[];
  idOf: (row: T) => string;
}) {
  const { columns, rows, idOf } = props;
  return (
    <div className={styles.scroll}>
      <TableRoot aria-label={props.label}>
        <TableHeader columns={columns}>
          {column => (
            <Column id={column.id} isRowHeader={column.id === columns[0].id}>
              {column.label}
            </Column>
          )}
        </TableHeader>
        <TableBody>
          {rows.map(row => (
            <Row key={idOf(row)} id={idOf(row)} columns={columns}>
              {(column: Omit<CloudColumn<T>, 'sort'>) => (
                <Cell className={styles.cell} data-align={column.align}>
                  {column.cell(row)}
                </Cell>
              )}
            </Row>
          ))}
        </TableBody>
      </TableRoot>
    </div>
  );
}
