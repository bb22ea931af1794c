/** The backend of OpenStack projects. */
export { projectsPlugin as default } from './plugin';
