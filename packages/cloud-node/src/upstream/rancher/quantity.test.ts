import fc from 'fast-check';
import { parseQuantity } from './quantity';

describe('a quantity', () => {
  it.each([
    ['20', 20],
    ['3150m', 3.15],
    ['6Gi', 6 * 2 ** 30],
    ['81920Mi', 80 * 2 ** 30],
    ['129M', 129e6],
    ['1e3', 1000],
    ['0.5', 0.5],
    ['100n', 1e-7],
    ['12E', 12e18],
  ])('%s is %d', (text, value) => {
    expect(parseQuantity(text)).toBeCloseTo(value, 10);
  });

  it('is never taken from what is none', () => {
    for (const text of [undefined, '', 'many', '1 Gi', '1KiB', '--1', 'Ki']) {
      expect(parseQuantity(text)).toBeUndefined();
    }
  });

  it('is a number or nothing, whatever comes', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const value = parseQuantity(text);
        expect(value === undefined || Number.isFinite(value)).toBe(true);
      }),
    );
  });
});
