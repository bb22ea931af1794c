import type { DefinedOperation } from '@flytower/cloud-node/operations';
import { deleteFunction } from './deleteFunction';
import { deployFunction } from './deployFunction';
import type { FunctionsDomain } from './FunctionsDomain';
import { pauseFunction } from './pauseFunction';
import { redeployFunction } from './redeployFunction';
import { resumeFunction } from './resumeFunction';
import { rollBackFunction } from './rollBackFunction';
import { setTraffic } from './setTraffic';

export type { FunctionsDomain } from './FunctionsDomain';

/** Everything that can be done to functions. */
export const functionOperations: readonly DefinedOperation<FunctionsDomain>[] =
  [
    deployFunction,
    redeployFunction,
    rollBackFunction,
    setTraffic,
    pauseFunction,
    resumeFunction,
    deleteFunction,
  ];
