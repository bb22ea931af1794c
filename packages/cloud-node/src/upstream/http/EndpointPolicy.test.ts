import { EndpointPolicy } from './EndpointPolicy';

const check = (allow: string[], url: string) => () =>
  new EndpointPolicy(allow).check(new URL(url));

describe('where the portal may call', () => {
  it.each([
    'http://127.0.0.1:5000/v3',
    'http://10.1.2.3/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/',
    'http://[fd00::1]/',
  ])('refuses %s unless it is named', url => {
    expect(check([], url)).toThrow('cloud.endpoints.allow');
  });

  it.each([
    ['127.0.0.0/8', 'http://127.0.0.1:5000/v3'],
    ['10.1.2.3', 'http://10.1.2.3/'],
    ['::1', 'http://[::1]/'],
    ['fd00::/8', 'http://[fd00::1]/'],
    ['unrelated.example', 'https://203.0.113.9/'],
  ])('with %s allows %s', (allow, url) => {
    expect(check([allow], url)).not.toThrow();
  });

  it('speaks nothing but the web', () => {
    expect(check([], 'file:///etc/passwd')).toThrow('is no web address');
  });

  it('judges a name by what it resolves to', async () => {
    const lookup = (allow: string[]) =>
      new Promise((resolve, reject) => {
        new EndpointPolicy(allow).lookup(
          'localhost',
          { family: 4 },
          (error, address) => (error ? reject(error) : resolve(address)),
        );
      });
    await expect(lookup([])).rejects.toThrow('a private address');
    await expect(lookup(['127.0.0.1'])).resolves.toBe('127.0.0.1');
    await expect(lookup(['localhost'])).resolves.toBe('127.0.0.1');
  });
});
