export { GitHost } from './GitHost';
export { GitError, git } from './git';
export type { Repositories, RepositorySeed } from './Repositories';
