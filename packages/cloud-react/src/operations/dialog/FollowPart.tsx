import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, DialogBody, DialogFooter } from '@backstage/ui';
import type { Operation } from '@flytower/cloud-common/operations';
import type { OperationPlugin } from '../../api';
import { AsyncContent } from '../../AsyncContent/AsyncContent';
import { operationsTranslationRef } from '../../words/operations';
import { BulkTargets } from '../BulkTargets';
import { CancelOperation } from '../CancelOperation';
import { CopyLink } from '../CopyLink';
import { OperationProgress } from '../OperationProgress';
import { operationPath } from '../paths';
import { useOperation } from '../useOperations';
import styles from './dialog.module.css';

/** How it goes, live, and where others can see it. */
export function FollowPart(props: { started: Operation; onClose(): void }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { plugin, id } = props.started;
  const query = useOperation(plugin as OperationPlugin, id);
  const path = operationPath(plugin, id);
  return (
    <>
      <DialogBody className={styles.body}>
        <AsyncContent query={query}>
          {operation => (
            <>
              <OperationProgress operation={operation} />
              <BulkTargets operation={operation} />
            </>
          )}
        </AsyncContent>
      </DialogBody>
      <DialogFooter>
        <ButtonLink href={path} onPress={props.onClose}>
          {t('dialog.open')}
        </ButtonLink>
        <CopyLink path={path} />
        <CancelOperation operation={query.data ?? props.started} />
        <Button variant="secondary" onPress={props.onClose}>
          {t('dialog.close')}
        </Button>
      </DialogFooter>
    </>
  );
}
