export { Controller } from './Controller';
export { Informer, keyOf, type Change } from './Informer';
export { KubeClient, KubeError, isStatus, type Send } from './KubeClient';
export { clientOf } from './clientOf';
export { kinds, pathOf, type Kind } from './kinds';
