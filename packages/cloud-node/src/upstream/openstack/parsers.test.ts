import fc from 'fast-check';
import { findEndpoint, regionsOf } from './catalog';
import { nextQuery } from './pages';
import { toIsoTime } from './times';

describe('times of OpenStack', () => {
  it.each<[string | number, string]>([
    ['2026-11-22T20:52:26Z', '2026-11-22T20:52:26.000Z'],
    ['2026-11-22T20:52:29.000000', '2026-11-22T20:52:29.000Z'],
    ['2026-11-22T20:52:12.123456Z', '2026-11-22T20:52:12.123Z'],
    ['2026-11-22T20:52:59', '2026-11-22T20:52:59.000Z'],
    ['2026-11-22T20:52:29+00:00', '2026-11-22T20:52:29.000Z'],
    ['2026-11-22T21:52:29+0100', '2026-11-22T20:52:29.000Z'],
    ['2026-11-22 20:52:29.634089', '2026-11-22T20:52:29.634Z'],
    ['2026-11-22 20:52:29.605440+0000', '2026-11-22T20:52:29.605Z'],
    ['Sun, 22 Nov 2026 20:52:29 GMT', '2026-11-22T20:52:29.000Z'],
    [1795380749.5, '2026-11-22T20:52:29.500Z'],
  ])('reads %s', (text, expected) => {
    expect(toIsoTime(text)).toBe(expected);
  });

  it('reads every moment alike in every shape, wherever the portal runs', () => {
    const moment = fc.date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2099-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, date => {
        const iso = date.toISOString();
        const bare = iso.slice(0, -1);
        for (const text of [
          iso,
          bare,
          bare.replace('T', ' '),
          `${bare}+00:00`,
        ]) {
          expect(toIsoTime(text)).toBe(iso);
        }
      }),
    );
  });

  it('takes nothing else for a time', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const read = toIsoTime(text);
        expect(read === undefined || !Number.isNaN(Date.parse(read))).toBe(
          true,
        );
      }),
    );
    for (const nothing of [
      null,
      undefined,
      '',
      'yesterday',
      '2026-99-99T00:00:00',
    ]) {
      expect(toIsoTime(nothing)).toBeUndefined();
    }
  });
});

describe('links to the next page', () => {
  const query = fc.dictionary(
    fc.stringMatching(/^[a-z_]{1,10}$/),
    fc.string({ minLength: 1 }),
    { minKeys: 1, noNullPrototype: true },
  );

  it('give their query, whatever host and path the service believes to have', () => {
    fc.assert(
      fc.property(query, fc.webUrl(), (wanted, base) => {
        const href = `${base}?${new URLSearchParams(wanted)}`;
        for (const body of [
          {
            servers_links: [
              { rel: 'self', href: '?no=1' },
              { rel: 'next', href },
            ],
          },
          { next: href },
          { links: { next: href, self: '?no=1' } },
        ]) {
          expect(nextQuery(body, 'servers')).toEqual(wanted);
        }
      }),
    );
  });

  it('are absent on the last page', () => {
    for (const body of [
      {},
      { servers_links: [{ rel: 'previous', href: '?marker=1' }] },
      { links: { next: null, self: 'http://keystone/v3/projects' } },
      { next: 'http://glance/v2/images' },
    ]) {
      expect(nextQuery(body, 'servers')).toBeUndefined();
    }
  });
});

describe('the service catalog', () => {
  const service = (type: string, url: string, region = 'north') => ({
    type,
    endpoints: [{ interface: 'public', region_id: region, url }],
  });
  const north = { interface: 'public', region: 'north' };

  it.each([
    ['compute', 'compute', 'http://nova/v2.1', 'http://nova/v2.1'],
    ['compute', 'compute', 'http://nova/north', 'http://nova/north/v2.1'],
    ['block-storage', 'volumev3', 'http://c/v3/abc', 'http://c/v3/abc'],
    ['block-storage', 'block-storage', 'http://c/v3/', 'http://c/v3'],
    ['network', 'network', 'http://neutron', 'http://neutron/v2.0'],
    ['image', 'image', 'http://glance/v2/', 'http://glance/v2'],
  ] as const)('finds %s as %s at %s', (wanted, type, url, expected) => {
    expect(findEndpoint([service(type, url)], wanted, north)).toBe(expected);
  });

  it('knows regions by where servers can be, and no service where there is none', () => {
    const catalog = [
      service('compute', 'http://a', 'south'),
      service('compute', 'http://b', 'north'),
      service('image', 'http://c', 'elsewhere'),
      { type: 'volumev3', endpoints: [] },
    ];
    expect(regionsOf(catalog)).toEqual(['north', 'south']);
    expect(findEndpoint(catalog, 'image', north)).toBeUndefined();
    expect(findEndpoint(catalog, 'block-storage', north)).toBeUndefined();
  });
});
