import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { homePlugin } from './modules/home';
import { pageFrame } from './modules/layout';
import { sidebar } from './modules/nav';
import { oidcAuthApi, signInPage } from './modules/signIn';
import { darkTheme, lightTheme } from './theme';

/** How the portal looks, how one enters it, and the way through it. */
const face = createFrontendModule({
  pluginId: 'app',
  extensions: [
    lightTheme,
    darkTheme,
    sidebar,
    pageFrame,
    signInPage,
    oidcAuthApi,
  ],
});

/** The portal: plugins are found through package.json, what is added here is its face and its home page. */
export function createPortal() {
  return createApp({ features: [catalogPlugin, homePlugin, face] });
}
