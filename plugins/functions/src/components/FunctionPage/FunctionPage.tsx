import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { AsyncContent, CloudPage } from '@flytower/cloud-react';
import { functionRouteRef, functionsRouteRef } from '../../routes';
import { functionsTranslationRef } from '../../translation';
import { useFunction } from '../../useFunction';
import { FunctionView } from '../FunctionParts/FunctionView';

/** One function: how it is doing, what it says, and what can be done with it. */
export function FunctionPage() {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { id } = useRouteRefParams(functionRouteRef);
  const fn = useFunction(id);
  const back = useRouteRef(functionsRouteRef)?.();
  const { data } = fn;

  return (
    <CloudPage
      title={data?.name ?? id}
      entityRef={data?.entityRef}
      back={{ href: back, label: t('fn.back') }}
    >
      <AsyncContent query={fn}>
        {answer => <FunctionView fn={answer} />}
      </AsyncContent>
    </CloudPage>
  );
}
