/** A plain page of the git host: what lies in a directory, or what a file says. */
export function repositoryPage(page: {
  title: string;
  description?: string;
  clone?: string;
  links?: { name: string; href: string }[];
  text?: string;
}): string {
  const links = (page.links ?? [])
    .map(
      link =>
        `<li><a href="${escape(encodeURI(link.href))}">${escape(
          link.name,
        )}</a></li>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escape(page.title)}</title>
<meta name="color-scheme" content="light dark">
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}</style></head>
<body>
<h1>${escape(page.title)}</h1>
${page.description ? `<p>${escape(page.description)}</p>` : ''}
${page.clone ? `<p><code>git clone ${escape(page.clone)}</code></p>` : ''}
${links ? `<ul>\n${links}\n</ul>` : ''}
${page.text === undefined ? '' : `<pre>${escape(page.text)}</pre>`}
</body>
</html>
`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
