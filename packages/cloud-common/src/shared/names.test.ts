import fc from 'fast-check';
import { dnsLabelSchema, toEntityName } from './names';

describe('toEntityName', () => {
  it('leaves alone what the catalog accepts', () => {
    expect(toEntityName('main.shop-prod')).toBe('main.shop-prod');
  });

  it('makes a name that the catalog accepts of any text, and another one for another text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(toEntityName(a)).toMatch(/^([a-zA-Z0-9]+[-_.])*[a-zA-Z0-9]+$/);
        expect(toEntityName(a).length).toBeLessThanOrEqual(63);
        expect(toEntityName(a) === toEntityName(b)).toBe(a === b);
      }),
    );
  });

  it('keeps long names apart that begin alike', () => {
    const long = 'x'.repeat(80);
    expect(toEntityName(`${long}a`)).not.toBe(toEntityName(`${long}b`));
  });
});

describe('dnsLabelSchema', () => {
  it.each(['shop', 'a', 'shop-2', 'x'.repeat(63)])('accepts %s', name => {
    expect(dnsLabelSchema.parse(name)).toBe(name);
  });

  it.each(['', '2shop', 'Shop', 'shop-', 'sh_op', 'x'.repeat(64), 'shop\n'])(
    'refuses %j',
    name => {
      expect(dnsLabelSchema.safeParse(name).success).toBe(false);
    },
  );
});
