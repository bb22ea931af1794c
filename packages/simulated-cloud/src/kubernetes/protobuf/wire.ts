/** One field as it lies on the wire: numbers, or the bytes of anything longer. */
export interface WireField {
  number: number;
  value: bigint | Uint8Array;
}

/** Reads the fields of a message in Protocol Buffers. */
export function* readFields(bytes: Uint8Array): Generator<WireField> {
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('unexpected end of message');
      value |= BigInt(byte % 128) << shift;
      if (byte < 128) return value;
    }
  };
  const take = (length: number) => {
    const end = at + length;
    if (end > bytes.length) throw new RangeError('unexpected end of message');
    const part = bytes.subarray(at, end);
    at = end;
    return part;
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        yield { number, value: take(8) };
        break;
      case 2:
        yield { number, value: take(Number(varint())) };
        break;
      case 5:
        yield { number, value: take(4) };
        break;
      default:
        throw new RangeError('unknown wire type');
    }
  }
}
