export { scaffolderModuleCloud as default } from './module';
