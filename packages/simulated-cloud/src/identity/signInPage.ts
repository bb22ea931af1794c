import type { Company } from '../company/types';

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, one => escapes[one]);

const initials = (name: string) =>
  name
    .split(' ')
    .map(word => word[0])
    .join('');

const styles = `
  :root { color-scheme: light dark; --ink: light-dark(#16202c, #e9eef5); --soft: light-dark(#566475, #a3b1c2);
    --paper: light-dark(#f4f6f9, #10161d); --card: light-dark(#ffffff, #1a222c); --line: light-dark(#d5dce4, #33404e);
    --accent: light-dark(#0b5cad, #7db8f5); --alarm: light-dark(#a3201d, #ff9d97); }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
    font: 16px/1.5 system-ui, sans-serif; }
  main { width: min(30rem, calc(100vw - 2rem)); background: var(--card); border: 1px solid var(--line);
    border-radius: 12px; padding: 2rem; box-sizing: border-box; }
  h1 { margin: 0; font-size: 1.4rem; } p { margin: .25rem 0 1.25rem; color: var(--soft); }
  ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
  button { font: inherit; color: inherit; cursor: pointer; border-radius: 8px; border: 1px solid var(--line); background: none; }
  button:hover { border-color: var(--accent); } button:focus-visible, input:focus-visible, summary:focus-visible {
    outline: 2px solid var(--accent); outline-offset: 2px; }
  .person { width: 100%; display: flex; gap: .9rem; align-items: center; text-align: left; padding: .7rem .9rem; }
  .person span { display: block; } .person small { color: var(--soft); font-size: .9rem; }
  .initials { flex: none; width: 2.4rem; height: 2.4rem; border-radius: 50%; display: grid !important; place-items: center;
    background: var(--accent); color: var(--card); font-weight: 600; }
  details { margin-top: 1.25rem; } summary { cursor: pointer; color: var(--accent); }
  label { display: block; margin: .75rem 0; } input { display: block; width: 100%; box-sizing: border-box; font: inherit;
    color: inherit; background: none; padding: .5rem .6rem; border: 1px solid var(--soft); border-radius: 8px; }
  .submit { padding: .5rem 1.1rem; } [role=alert] { color: var(--alarm); }
`;

/** The company's sign-in page: people to be, or a name and a password. */
export function signInPage(
  company: Company,
  uid: string,
  error?: string,
): string {
  const titles = new Map(company.teams.map(({ name, title }) => [name, title]));
  const people = company.people
    .filter(({ role }) => role)
    .map(
      ({ name, displayName, role, teams }) => `
      <li><button class="person" name="person" value="${escape(name)}">
        <span class="initials" aria-hidden="true">${escape(
          initials(displayName),
        )}</span>
        <span><span>${escape(displayName)}</span>
        <small>${escape(role ?? titles.get(teams[0]) ?? '')}</small></span>
      </button></li>`,
    )
    .join('');
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Sign in - ${escape(company.name)}</title>
  <style>${styles}</style>
</head>
<body>
  <main>
    <h1>${escape(company.name)}</h1>
    <p>Sign in as one of the people of the simulated company.</p>
    ${error ? `<p role="alert">${escape(error)}</p>` : ''}
    <form method="post" action="/sign-in/${escape(
      uid,
    )}/person"><ul>${people}</ul></form>
    <details${error ? ' open' : ''}>
      <summary>Somebody else</summary>
      <form method="post" action="/sign-in/${escape(uid)}/password">
        <label>User name<input name="user" autocomplete="username" required></label>
        <label>Password<input name="password" type="password" autocomplete="current-password" required></label>
        <button class="submit">Sign in</button>
      </form>
    </details>
  </main>
</body>
</html>`;
}
