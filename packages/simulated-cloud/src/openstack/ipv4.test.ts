import fc from 'fast-check';
import { addressAt, overlap, parseCidr } from './ipv4';

const part = fc.integer({ min: 0, max: 255 });
const cidr = fc
  .tuple(fc.tuple(part, part, part, part), fc.integer({ min: 0, max: 32 }))
  .map(([parts, bits]) => `${parts.join('.')}/${bits}`);

describe('IPv4 networks', () => {
  it('hold the address that they were written with', () => {
    fc.assert(
      fc.property(cidr, text => {
        const range = parseCidr(text)!;
        const [address] = text.split('/');
        const own = parseCidr(`${address}/32`)!;
        expect(addressAt(range, own.base - range.base)).toBe(address);
        expect(overlap(range, own)).toBe(true);
      }),
    );
  });

  it('overlap just when one holds the start of the other', () => {
    fc.assert(
      fc.property(cidr, cidr, (one, other) => {
        const [a, b] = [parseCidr(one)!, parseCidr(other)!];
        const holds = (x: typeof a, y: typeof a) =>
          y.base >= x.base && y.base < x.base + x.size;
        expect(overlap(a, b)).toBe(holds(a, b) || holds(b, a));
      }),
    );
  });

  it('are not made of anything else', () => {
    for (const text of [
      '',
      '10.0.0.0',
      '10.0.0/8',
      '10..0.0/8',
      '10.0.0.256/8',
      '10.0.0.0/33',
      '10.0.0.0/',
      'fe80::/64',
    ]) {
      expect(parseCidr(text)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.string(), text => {
        expect(() => parseCidr(text)).not.toThrow();
      }),
    );
  });
});
