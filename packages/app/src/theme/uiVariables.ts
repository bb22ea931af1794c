import type { Tokens } from './tokens';

/** The variables of `@backstage/ui`, of our tokens. */
export function uiVariables(tokens: Tokens): { [name: string]: string } {
  const { good, busy, warn, bad } = tokens;
  return {
    '--bui-font-regular': fontFamily,
    '--bui-bg-app': tokens.app,
    ...neutral('1', tokens.surface, tokens),
    ...neutral('2', tokens.raised, tokens),
    ...neutral('3', tokens.overlay, tokens),
    ...neutral('4', tokens.top, tokens),
    '--bui-fg-primary': tokens.text,
    '--bui-fg-secondary': tokens.subtle,
    '--bui-fg-disabled': tokens.disabled,
    '--bui-border-1': tokens.line,
    '--bui-border-2': tokens.edge,
    '--bui-ring': tokens.ring,
    '--bui-bg-solid': tokens.solid,
    '--bui-bg-solid-hover': tokens.solidHover,
    '--bui-bg-solid-pressed': tokens.solidPressed,
    '--bui-bg-solid-disabled': tokens.solidDisabled,
    '--bui-fg-solid': tokens.onSolid,
    '--bui-fg-solid-disabled': tokens.onSolidDisabled,
    '--bui-accent-bg': tokens.solid,
    '--bui-accent-bg-hover': tokens.solidHover,
    '--bui-accent-bg-disabled': tokens.solidDisabled,
    '--bui-accent-fg': tokens.onSolid,
    '--bui-accent-fg-disabled': tokens.onSolidDisabled,
    ...state('success', good),
    ...state('info', busy),
    ...state('warning', warn),
    ...state('danger', bad),
    ...named('positive', good),
    ...named('announcement', busy),
    ...named('warning', warn),
    ...named('negative', bad),
  };
}

export const fontFamily =
  'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

function neutral(level: string, ground: string, tokens: Tokens) {
  return {
    [`--bui-bg-neutral-${level}`]: ground,
    [`--bui-bg-neutral-${level}-hover`]: tokens.hover,
    [`--bui-bg-neutral-${level}-pressed`]: tokens.pressed,
    [`--bui-bg-neutral-${level}-disabled`]: tokens.hover,
  };
}

function state(name: string, colours: Tokens['good']) {
  return {
    [`--bui-bg-${name}`]: colours.ground,
    [`--bui-fg-${name}`]: colours.text,
    [`--bui-fg-${name}-on-bg`]: colours.onGround,
    [`--bui-border-${name}`]: colours.line,
  };
}

function named(name: string, colours: Tokens['good']) {
  return {
    [`--bui-fg-${name}`]: colours.text,
    [`--bui-${name}-bg-subdued`]: colours.ground,
    [`--bui-${name}-fg-subdued`]: colours.onGround,
    [`--bui-${name}-border`]: colours.line,
  };
}
