/** What several replicas share through the database of their plugin. */
export { Lease, type LeaseOptions } from './Lease';
export { migrateTables } from './migrateTables';
