import {
  createHmac,
  randomBytes,
  randomUUID,
  timingSafeEqual,
} from 'node:crypto';
import type { Store } from '../storage/Store';
import {
  type Caller,
  type JsonObject,
  type KubeObject,
  isObject,
} from '../types';

const issuer = 'https://kubernetes.default.svc.cluster.local';

interface Issue {
  account: KubeObject;
  audiences: string[];
  seconds: number;
  /** Milliseconds since 1970. */
  now: number;
}

/** Issues and checks the tokens of a cluster's service accounts. */
export class ServiceAccountTokens {
  private readonly key = randomBytes(32);

  constructor(private readonly store: Store) {}

  issue({ account, audiences, seconds, now }: Issue) {
    const { name, namespace, uid } = account.metadata;
    const issued = Math.floor(now / 1000);
    const claims = {
      aud: audiences.length ? audiences : [issuer],
      exp: issued + seconds,
      iat: issued,
      iss: issuer,
      jti: randomUUID(),
      'kubernetes.io': { namespace, serviceaccount: { name, uid } },
      nbf: issued,
      sub: `system:serviceaccount:${namespace}:${name}`,
    };
    const content = `${encoded({ alg: 'HS256', kid: 'simulated' })}.${encoded(
      claims,
    )}`;
    return {
      token: `${content}.${this.sign(content)}`,
      expires: claims.exp * 1000,
    };
  }

  /** Whose token it is; undefined when it is not one of ours, has ended, or its account is gone. */
  verify(token: string, now: number): Caller | undefined {
    const [header, body, signature, ...more] = token.split('.');
    if (!header || !body || !signature || more.length) return undefined;
    const expected = Buffer.from(this.sign(`${header}.${body}`));
    const given = Buffer.from(signature);
    if (given.length !== expected.length) return undefined;
    if (!timingSafeEqual(given, expected)) return undefined;
    const claims: JsonObject = JSON.parse(
      Buffer.from(body, 'base64url').toString(),
    );
    if (Number(claims.exp) * 1000 <= now) return undefined;
    const bound = claims['kubernetes.io'];
    const account =
      isObject(bound) && isObject(bound.serviceaccount)
        ? bound.serviceaccount
        : {};
    const namespace = isObject(bound) ? String(bound.namespace) : '';
    const current = this.store.get(
      { group: '', plural: 'serviceaccounts' },
      namespace,
      String(account.name),
    );
    if (!current || current.metadata.uid !== account.uid) return undefined;
    return {
      username: String(claims.sub),
      uid: current.metadata.uid,
      groups: [
        'system:serviceaccounts',
        `system:serviceaccounts:${namespace}`,
        'system:authenticated',
      ],
    };
  }

  private sign(content: string): string {
    return createHmac('sha256', this.key).update(content).digest('base64url');
  }
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
