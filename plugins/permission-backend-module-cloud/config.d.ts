export interface Config {
  cloud?: {
    access?: {
      /** Entity refs of groups that may do everything. */
      platformGroups?: string[];
      /** Entity refs of groups that see all projects and operate all clusters. */
      operatorGroups?: string[];
    };
  };
}
