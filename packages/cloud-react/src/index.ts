/**
 * What the frontend plugins share, so that they look and behave like one product.
 * `/api` has the doors, `/live` queries and signals, `/table` lists, `/format` numbers and times, `/words` translations,
 * `/testUtils` tests.
 *
 * @packageDocumentation
 */
export { AllowedAction } from './AllowedAction/AllowedAction';
export { AsyncContent } from './AsyncContent/AsyncContent';
export { CloudPage } from './CloudPage/CloudPage';
export { ConditionList } from './ConditionList/ConditionList';
export { CopyButton } from './CopyButton/CopyButton';
export { EmptyState } from './EmptyState/EmptyState';
export { EntityLink } from './EntityLink/EntityLink';
export { Facts } from './Facts/Facts';
export { FreshnessNote } from './FreshnessNote/FreshnessNote';
export { Panel } from './Panel/Panel';
export { QuotaBar } from './QuotaBar/QuotaBar';
export { RelativeTime } from './RelativeTime/RelativeTime';
export { StatusBadge, type Tone } from './StatusBadge/StatusBadge';
export { StatusLine } from './StatusBadge/StatusLine';
