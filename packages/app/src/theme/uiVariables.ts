import type { Tokens } from './tokens';

export const fontFamily =
  'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

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
    ...pressable(tokens),
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

function neutral(level: string, ground: string, tokens: Tokens) {
  return {
    [`--bui-bg-neutral-${level}`]: ground,
    [`--bui-bg-neutral-${level}-hover`]: tokens.hover,
    [`--bui-bg-neutral-${level}-pressed`]: tokens.pressed,
    [`--bui-bg-neutral-${level}-disabled`]: tokens.hover,
  };
}

/** Under the new name and the old one: Backstage UI itself still reads both. */
function pressable(tokens: Tokens) {
  const ground = (name: string) => ({
    [`--bui-${name}`]: tokens.solid,
    [`--bui-${name}-hover`]: tokens.solidHover,
    [`--bui-${name}-pressed`]: tokens.solidPressed,
    [`--bui-${name}-disabled`]: tokens.solidDisabled,
  });
  const text = (name: string) => ({
    [`--bui-${name}`]: tokens.onSolid,
    [`--bui-${name}-disabled`]: tokens.onSolidDisabled,
  });
  return {
    ...ground('accent-bg'),
    ...ground('bg-solid'),
    ...text('accent-fg'),
    ...text('fg-solid'),
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
