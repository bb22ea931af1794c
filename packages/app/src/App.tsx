import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';

/** The portal: plugins are found through package.json, what is added here is its face. */
export default createApp({
  features: [catalogPlugin],
});
