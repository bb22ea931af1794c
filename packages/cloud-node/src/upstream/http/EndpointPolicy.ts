import { lookup as resolve, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { NotAllowedError } from '@backstage/errors';

const privateRanges = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::/127',
  'fc00::/7',
  'fe80::/10',
];

/**
 * Where the portal may call. Public addresses may be configured as they are; private ones and loopback must be
 * named, as a name that suddenly resolves to one of them is how a portal is led into a network that it protects.
 */
export class EndpointPolicy {
  private readonly hosts: Set<string>;
  private readonly allowed: BlockList;
  private readonly closed = toBlockList(privateRanges);

  /** @param allow - hosts or CIDRs, as in `cloud.endpoints.allow` */
  constructor(allow: readonly string[]) {
    const ranges = allow.filter(entry => isIP(entry.split('/')[0]) !== 0);
    this.hosts = new Set(
      allow
        .filter(entry => !ranges.includes(entry))
        .map(host => host.toLowerCase()),
    );
    this.allowed = toBlockList(ranges);
  }

  /** Throws when the address may not be called; names are judged again once they are resolved. */
  check(url: URL): void {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      throw new NotAllowedError(
        `"${url.protocol}//${url.host}" is no web address; use https: or http:`,
      );
    }
    const host = hostOf(url);
    if (isIP(host) !== 0 && !this.allowsAddress(host)) throw refusal(host);
  }

  /** A resolver that gives only addresses that may be called. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, [], 4);
      const addresses = this.hosts.has(hostname.toLowerCase())
        ? found
        : found.filter(({ address }) => this.allowsAddress(address));
      return answer(hostname, addresses, options.all === true, callback);
    });
  };

  private allowsAddress(address: string): boolean {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    return (
      this.hosts.has(address) ||
      this.allowed.check(address, family) ||
      !this.closed.check(address, family)
    );
  }
}

function answer(
  hostname: string,
  addresses: LookupAddress[],
  all: boolean,
  callback: Parameters<LookupFunction>[2],
) {
  const [first] = addresses;
  if (!first) {
    callback(Object.assign(refusal(hostname), { code: 'EACCES' }), [], 4);
  } else if (all) {
    callback(null, addresses);
  } else {
    callback(null, first.address, first.family);
  }
}

function refusal(host: string) {
  return new NotAllowedError(
    `The portal may not call "${host}", a private address. Name it in cloud.endpoints.allow if it should.`,
  );
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

function toBlockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address, prefix] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
