import {
  createUnifiedTheme,
  genPageTheme,
  palettes,
  type UnifiedTheme,
} from '@backstage/theme';
import type { Tokens } from './tokens';
import { fontFamily } from './uiVariables';

const pageKinds = [
  'home',
  'documentation',
  'tool',
  'service',
  'website',
  'library',
  'other',
  'app',
  'apis',
  'card',
];

/** The theme for the pages and widgets that Backstage still draws with Material UI, of the same tokens. */
export function muiTheme(mode: 'light' | 'dark', tokens: Tokens): UnifiedTheme {
  const page = genPageTheme({
    colors: [tokens.surface, tokens.surface],
    shape: 'none',
    options: { fontColor: tokens.text },
  });
  return createUnifiedTheme({
    palette: {
      ...palettes[mode],
      mode,
      primary: { main: tokens.solid, contrastText: tokens.onSolid },
      secondary: { main: tokens.link },
      error: { main: tokens.bad.text },
      warning: { main: tokens.warn.text },
      info: { main: tokens.busy.text },
      success: { main: tokens.good.text },
      background: { default: tokens.app, paper: tokens.surface },
      text: {
        primary: tokens.text,
        secondary: tokens.subtle,
        disabled: tokens.disabled,
      },
      divider: tokens.line,
      border: tokens.line,
      link: tokens.link,
      linkHover: tokens.solidHover,
      gold: tokens.light,
      textContrast: tokens.text,
      textSubtle: tokens.subtle,
      textVerySubtle: tokens.edge,
      highlight: tokens.warn.ground,
      status: {
        ok: tokens.good.text,
        warning: tokens.warn.text,
        error: tokens.bad.text,
        pending: tokens.warn.text,
        running: tokens.busy.text,
        aborted: tokens.subtle,
      },
      errorBackground: tokens.bad.ground,
      errorText: tokens.bad.onGround,
      warningBackground: tokens.warn.ground,
      warningText: tokens.warn.onGround,
      infoBackground: tokens.busy.ground,
      infoText: tokens.busy.onGround,
      navigation: {
        background: tokens.house,
        indicator: tokens.light,
        color: tokens.onHouse,
        selectedColor: tokens.onHouseStrong,
        navItem: { hoverBackground: tokens.houseRaised },
        submenu: { background: tokens.houseRaised },
      },
      tabbar: { indicator: tokens.solid },
      pinSidebarButton: {
        icon: tokens.onHouseStrong,
        background: tokens.houseRaised,
      },
    },
    fontFamily,
    defaultPageTheme: 'home',
    pageTheme: Object.fromEntries(pageKinds.map(kind => [kind, page])),
    components: {
      BackstageHeader: {
        styleOverrides: {
          header: {
            boxShadow: 'none',
            borderBottom: `1px solid ${tokens.line}`,
          },
        },
      },
      CatalogReactUserListPicker: {
        styleOverrides: {
          root: { backgroundColor: tokens.app, boxShadow: 'none' },
        },
      },
      MuiPaper: {
        styleOverrides: {
          rounded: { borderRadius: 12 },
          elevation1: { boxShadow: 'none' },
          elevation2: { boxShadow: 'none' },
        },
      },
      MuiButton: {
        styleOverrides: {
          root: { textTransform: 'none', borderRadius: 8 },
        },
      },
      MuiTab: { styleOverrides: { root: { textTransform: 'none' } } },
    },
  });
}
