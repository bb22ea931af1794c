import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { AsyncContent, CloudPage, EmptyState } from '@flytower/cloud-react';
import {
  asOperationPlugin,
  type OperationPlugin,
} from '@flytower/cloud-react/api';
import {
  CancelOperation,
  CopyLink,
  operationPath,
  useOperation,
} from '@flytower/cloud-react/operations';
import { useParams } from 'react-router-dom';
import { overviewTranslationRef } from '../../translation';
import { OperationView } from './OperationView';

/** One operation, to be shared: what was asked for, by whom, why, how it goes and how it ended. */
export function OperationPage() {
  const { t } = useTranslationRef(overviewTranslationRef);
  const { plugin: name = '', id = '' } = useParams();
  const back = useBack();
  const plugin = asOperationPlugin(name);
  if (!plugin) {
    return (
      <CloudPage title={id} back={back}>
        <EmptyState
          title={t('operation.noDomain', { plugin: name })}
          description={t('operation.noDomainNext')}
        />
      </CloudPage>
    );
  }
  return <KnownOperation plugin={plugin} id={id} />;
}

function KnownOperation(props: { plugin: OperationPlugin; id: string }) {
  const { plugin, id } = props;
  const back = useBack();
  const operation = useOperation(plugin, id);
  const { data } = operation;
  return (
    <CloudPage
      title={data ? `${data.title}: ${data.target.title}` : id}
      actions={
        data && (
          <>
            <CancelOperation operation={data} />
            <CopyLink path={operationPath(plugin, id)} />
          </>
        )
      }
      back={back}
    >
      <AsyncContent query={operation}>
        {answer => <OperationView operation={answer} />}
      </AsyncContent>
    </CloudPage>
  );
}

function useBack() {
  const { t } = useTranslationRef(overviewTranslationRef);
  return { href: '/cloud/operations', label: t('operation.back') };
}
