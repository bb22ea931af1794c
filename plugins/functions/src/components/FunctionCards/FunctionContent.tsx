import { AsyncContent } from '@flytower/cloud-react';
import { useFunction, useFunctionId } from '../../useFunction';
import { FunctionView } from '../FunctionParts/FunctionView';

/** Everything about the function of an entity. */
export function FunctionContent() {
  return (
    <AsyncContent query={useFunction(useFunctionId())}>
      {fn => <FunctionView fn={fn} />}
    </AsyncContent>
  );
}
