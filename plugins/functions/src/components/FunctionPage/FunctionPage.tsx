import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { ButtonLink, Link } from '@backstage/ui';
import { AllowedAction, AsyncContent, CloudPage } from '@flytower/cloud-react';
import { RiArrowLeftSLine } from '@remixicon/react';
import { functionRouteRef, functionsRouteRef } from '../../routes';
import { functionsTranslationRef } from '../../translation';
import { useFunction } from '../../useFunction';
import { FunctionView } from '../FunctionParts/FunctionView';
import styles from './FunctionPage.module.css';
import { RedeployButton } from './RedeployButton';

/** One function: how it is doing, what it says, and what can be done with it. */
export function FunctionPage() {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { id } = useRouteRefParams(functionRouteRef);
  const fn = useFunction(id);
  const back = useRouteRef(functionsRouteRef)?.();
  const entityPath = useRouteRef(entityRouteRef);
  const { data } = fn;

  return (
    <CloudPage
      title={data?.name ?? id}
      actions={
        data && (
          <>
            {entityPath && (
              <ButtonLink
                variant="secondary"
                href={entityPath(entityRouteParams(data.entityRef))}
              >
                {t('fn.inCatalog')}
              </ButtonLink>
            )}
            <AllowedAction operation="redeploy-function" on={data}>
              <RedeployButton fn={data} />
            </AllowedAction>
          </>
        )
      }
      note={
        back && (
          <Link href={back} className={styles.back}>
            <RiArrowLeftSLine size={16} aria-hidden="true" />
            {t('fn.back')}
          </Link>
        )
      }
    >
      <AsyncContent query={fn}>
        {answer => <FunctionView fn={answer} />}
      </AsyncContent>
    </CloudPage>
  );
}
