import { blacken } from './blacken';
import { oneLine } from './sentences';

const pem = [
  '-----BEGIN KEY-----',
  'MIIEvQIBADANBgkqhkiG9w0',
  'BAQEFAASCBKcwggSjAgEAAo',
  '-----END KEY-----',
].join('\n');
const password = 'a"b\\c hunter2';

describe('a secret that upstream repeats', () => {
  it.each([
    ['as it is', password],
    ['in quotes', JSON.stringify(password)],
    ['in quotes within quotes', JSON.stringify(JSON.stringify(password))],
    ['in an address', encodeURIComponent(password)],
    ['as the data of a Secret', Buffer.from(password).toString('base64')],
  ])('is not kept: %s', (_how, written) => {
    const kept = blacken(`spec: Invalid value: ${written}: too short`, [
      password,
    ]);
    expect(kept).toContain('***');
    expect(kept).toMatch(/^spec: Invalid value: .*: too short$/);
    expect(kept).not.toContain('hunter2');
  });

  it.each([
    ['with its lines', pem],
    ['on one line', pem.replace(/\s+/g, ' ')],
    ['in quotes', JSON.stringify(pem)],
    ['a line of it', pem.split('\n')[2]],
  ])('is not kept when it has many lines: %s', (_how, written) => {
    const kept = oneLine(`No key: ${written}`, [pem]);
    expect(kept).not.toMatch(/MIIEvQ|BAQEFAA/);
  });

  it('is not kept where a long answer was cut within it', () => {
    const secret = 'correct horse battery staple';
    const cut = `Invalid value: ${secret}`.slice(0, 32);
    expect(blacken(cut, [secret])).toBe('Invalid value: ***');
  });

  it('leaves words alone that are none', () => {
    const said = 'The correct value is 12';
    expect(blacken(said, ['12', 'correct horse battery'])).toBe(said);
  });
});
