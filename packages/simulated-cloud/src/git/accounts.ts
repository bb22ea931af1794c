/** The portal's account at the git host, as its configuration names it. */
export const portalAccount = { name: 'portal', password: 'portal-secret' };

/** Every person of the company has this one. */
const password = 'meridian';

/** Who asks: `Basic` of a password, or a token where scripts put one. Undefined for nobody, null for a wrong one. */
export function accountOf(
  authorization: string | undefined,
  people: string[],
): string | undefined | null {
  if (!authorization) return undefined;
  const [scheme = '', value = ''] = authorization.split(' ');
  if (/^(token|bearer)$/i.test(scheme))
    return value === portalAccount.password ? portalAccount.name : null;
  const [name = '', secret] = Buffer.from(value, 'base64')
    .toString()
    .split(/:(.*)/s);
  if (name === portalAccount.name && secret === portalAccount.password)
    return name;
  return people.includes(name) && secret === password ? name : null;
}
