import { SignInPageBlueprint } from '@backstage/plugin-app-react';

export { oidcAuthApi } from './oidcAuthApi';

export const signInPage = SignInPageBlueprint.make({
  params: {
    loader: () => import('./SignInPage').then(m => m.SignInPage),
  },
});
