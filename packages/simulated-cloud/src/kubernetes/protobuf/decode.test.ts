import fc from 'fast-check';
import { StatusError } from '../status';
import { decodeProtobuf } from './decode';

/** One length-delimited field. */
function field(number: number, content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content as string);
  const length =
    bytes.length < 128
      ? [bytes.length]
      : [(bytes.length % 128) + 128, Math.floor(bytes.length / 128)];
  return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), bytes]);
}

function body(apiVersion: string, kind: string, raw: Buffer): Buffer {
  const type = Buffer.concat([field(1, apiVersion), field(2, kind)]);
  return Buffer.concat([Buffer.from('k8s\0'), field(1, type), field(2, raw)]);
}

describe('bodies in Protocol Buffers', () => {
  it('are read as the objects they stand for', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 40 }),
        fc.dictionary(
          fc.string({ maxLength: 10 }),
          fc.string({ maxLength: 40 }),
        ),
        (name, data) => {
          const entries = Object.entries(data).map(([key, value]) =>
            field(2, Buffer.concat([field(1, key), field(2, value)])),
          );
          const metadata = field(1, field(1, name));
          const raw = Buffer.concat([metadata, ...entries]);
          expect(decodeProtobuf(body('v1', 'ConfigMap', raw))).toEqual({
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name },
            ...(entries.length ? { data } : {}),
          });
        },
      ),
    );
  });

  it('are refused with a status when they are anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
        const broken = Buffer.concat([Buffer.from('k8s\0'), bytes]);
        let refusal: unknown;
        try {
          decodeProtobuf(broken);
        } catch (error) {
          refusal = error;
        }
        expect(refusal).toBeInstanceOf(StatusError);
      }),
    );
  });
});
