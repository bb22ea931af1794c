export { FunctionPage } from './FunctionPage';
