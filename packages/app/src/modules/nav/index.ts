export { sidebar } from './Sidebar';
