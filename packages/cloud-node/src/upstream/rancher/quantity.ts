const units: { [unit: string]: number } = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** Number of a Kubernetes quantity: `3150m` is 3.15, `6Gi` is 6442450944. Nothing when it is no quantity. */
export function parseQuantity(text: string | undefined): number | undefined {
  const match =
    /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(
      text ?? '',
    );
  if (!match) return undefined;
  const [, number, exponent, unit = ''] = match;
  return exponent
    ? Number(`${number}${exponent}`)
    : Number(number) * units[unit];
}
