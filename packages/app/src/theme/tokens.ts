/**
 * Every colour of the portal. Names say what a colour is for; the same names hold in light and dark.
 * Pairs of text and ground keep a contrast of at least 4.5.
 */
export interface Tokens {
  /** Grounds, from the app's own to the ones that lie on it. */
  app: string;
  surface: string;
  raised: string;
  overlay: string;
  top: string;
  /** Text. */
  text: string;
  subtle: string;
  disabled: string;
  /** Lines: faint between things, strong around fields. */
  line: string;
  edge: string;
  /** What can be pressed. */
  solid: string;
  solidHover: string;
  solidPressed: string;
  solidDisabled: string;
  onSolid: string;
  onSolidDisabled: string;
  link: string;
  ring: string;
  /** A veil over a ground that is pointed at. */
  hover: string;
  pressed: string;
  /** The house itself: sidebar and sign-in stage. */
  house: string;
  houseRaised: string;
  onHouse: string;
  onHouseStrong: string;
  light: string;
  /** States: ground, text on that ground, bare text, line. */
  good: State;
  busy: State;
  warn: State;
  bad: State;
}

interface State {
  ground: string;
  onGround: string;
  text: string;
  line: string;
}

export const lightTokens: Tokens = {
  app: '#f4f4f8',
  surface: '#ffffff',
  raised: '#f3f3f8',
  overlay: '#ffffff',
  top: '#f3f3f8',
  text: '#1a1b2e',
  subtle: '#5c5e76',
  disabled: '#a2a3b5',
  line: '#e3e3ec',
  edge: '#8a8ba1',
  solid: '#4a3fb0',
  solidHover: '#3d3396',
  solidPressed: '#312878',
  solidDisabled: '#b8b4dd',
  onSolid: '#ffffff',
  onSolidDisabled: '#f1f0fa',
  link: '#4a3fb0',
  ring: '#6f63e0',
  hover: 'rgba(40, 36, 90, 0.06)',
  pressed: 'rgba(40, 36, 90, 0.11)',
  house: '#1b1a33',
  houseRaised: '#2a2850',
  onHouse: '#c3c2dc',
  onHouseStrong: '#ffffff',
  light: '#f5b544',
  good: {
    ground: '#dcf3e6',
    onGround: '#0f5b37',
    text: '#0f7a48',
    line: '#8ccbaa',
  },
  busy: {
    ground: '#e0e7fd',
    onGround: '#263f9c',
    text: '#3453c4',
    line: '#a3b4ee',
  },
  warn: {
    ground: '#fdeecd',
    onGround: '#7a4300',
    text: '#995400',
    line: '#e6b45a',
  },
  bad: {
    ground: '#fde2e1',
    onGround: '#95201c',
    text: '#c22b26',
    line: '#eb9b97',
  },
};

export const darkTokens: Tokens = {
  app: '#12121d',
  surface: '#1b1c2a',
  raised: '#252638',
  overlay: '#2e3045',
  top: '#393b52',
  text: '#eeeef7',
  subtle: '#a9abc4',
  disabled: '#64667e',
  line: '#303248',
  edge: '#6d6f8b',
  solid: '#b3abff',
  solidHover: '#c5bfff',
  solidPressed: '#d6d2ff',
  solidDisabled: '#4a4775',
  onSolid: '#1b1743',
  onSolidDisabled: '#8d89bd',
  link: '#beb7ff',
  ring: '#b3abff',
  hover: 'rgba(226, 224, 255, 0.08)',
  pressed: 'rgba(226, 224, 255, 0.14)',
  house: '#0b0b14',
  houseRaised: '#1e1d33',
  onHouse: '#b6b5d0',
  onHouseStrong: '#ffffff',
  light: '#f5b544',
  good: {
    ground: '#10301f',
    onGround: '#8fe0b2',
    text: '#58c98b',
    line: '#2c6b49',
  },
  busy: {
    ground: '#1b2552',
    onGround: '#b4c3ff',
    text: '#93a8ff',
    line: '#3d4f9c',
  },
  warn: {
    ground: '#382708',
    onGround: '#f9cd83',
    text: '#f0b04a',
    line: '#7c5a1d',
  },
  bad: {
    ground: '#3d1617',
    onGround: '#ffb3ae',
    text: '#ff8a83',
    line: '#8a3a38',
  },
};
