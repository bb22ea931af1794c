/** Arithmetic on IPv4 networks, as much of it as handing out addresses takes. */
export interface Cidr {
  base: number;
  bits: number;
  size: number;
}

const numberOf = (address: string): number | undefined => {
  const parts = address.split('.');
  return parts.length === 4 &&
    parts.every(part => /^\d{1,3}$/.test(part) && Number(part) <= 255)
    ? parts.reduce((sum, part) => sum * 256 + Number(part), 0)
    : undefined;
};

export const addressAt = ({ base }: Cidr, offset: number): string =>
  [24, 16, 8, 0]
    .map(shift => Math.floor((base + offset) / 2 ** shift) % 256)
    .join('.');

/** Undefined for what is not an IPv4 network in CIDR notation. */
export function parseCidr(text: string): Cidr | undefined {
  const [address, length] = text.split('/');
  const base = numberOf(address);
  const bits = Number(length);
  if (base === undefined || !/^\d+$/.test(length ?? '') || bits > 32)
    return undefined;
  const size = 2 ** (32 - bits);
  return { base: Math.floor(base / size) * size, bits, size };
}

export const overlap = (one: Cidr, other: Cidr): boolean =>
  one.base < other.base + other.size && other.base < one.base + one.size;
