import { UnifiedThemeProvider } from '@backstage/theme';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { muiTheme } from './muiTheme';
import { darkTokens, lightTokens, type Tokens } from './tokens';
import { uiVariables } from './uiVariables';

/** These take the places of Backstage's own themes. */
export const lightTheme = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <RiSunLine />,
      Provider: createProvider('light', lightTokens),
    },
  },
});

export const darkTheme = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <RiMoonLine />,
      Provider: createProvider('dark', darkTokens),
    },
  },
});

function createProvider(mode: 'light' | 'dark', tokens: Tokens) {
  const theme = muiTheme(mode, tokens);
  const variables = Object.entries({
    ...uiVariables(tokens),
    '--house': tokens.house,
    '--house-raised': tokens.houseRaised,
    '--house-fg': tokens.onHouse,
    '--house-fg-strong': tokens.onHouseStrong,
    '--house-light': tokens.light,
  })
    .map(([name, value]) => `${name}: ${value};`)
    .join('');

  return function ThemeProvider(props: { children: ReactNode }) {
    return (
      <UnifiedThemeProvider theme={theme}>
        {/* Out of any cascade layer, so that it wins over the defaults of Backstage UI. */}
        <style>{`[data-theme-mode='${mode}'] { color-scheme: ${mode}; ${variables} }`}</style>
        {props.children}
      </UnifiedThemeProvider>
    );
  };
}
