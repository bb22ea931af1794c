import type { OpenStackConfig } from '../config';

/** Changes at a Keystone that the portal's client does not make: what a test needs to find something. */
export class KeystoneAdmin {
  private constructor(
    private readonly authUrl: string,
    private readonly token: string,
    readonly userId: string,
  ) {}

  static async signIn(config: OpenStackConfig): Promise<KeystoneAdmin> {
    const { account, authUrl } = config;
    if (account.kind !== 'password') {
      throw new Error('The contract needs an account with a password');
    }
    const { username: name, password, userDomain, scope } = account;
    const response = await fetch(`${authUrl}/auth/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        auth: {
          identity: {
            methods: ['password'],
            password: { user: { name, password, domain: userDomain } },
          },
          scope: {
            project: { name: scope.project, domain: scope.projectDomain },
          },
        },
      }),
    });
    const { token } = (await response.json()) as {
      token: { user: { id: string } };
    };
    return new KeystoneAdmin(
      authUrl,
      response.headers.get('x-subject-token')!,
      token.user.id,
    );
  }

  async send<T = undefined>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<T> {
    const response = await fetch(`${this.authUrl}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'x-auth-token': this.token,
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return (text ? JSON.parse(text) : undefined) as T;
  }
}
