/** A function that somebody at the company has written. */
export interface FunctionSource {
  name: string;
  title: string;
  invoke: 'http' | 'cloudevent';
  /** `index.js`. */
  code: string;
}

const http = (name: string, title: string, body: string): FunctionSource => ({
  name,
  title,
  invoke: 'http',
  code: `'use strict';

/** ${title}. */
module.exports.handle = async (context, body) => {
${body}
};
`,
});

const event = (name: string, title: string, body: string): FunctionSource => ({
  name,
  title,
  invoke: 'cloudevent',
  code: `'use strict';

/** ${title}. */
module.exports.handle = async (context, event) => {
${body}
};
`,
});

/** What the functions of the company do. They need nothing but the runtime. */
export const functionSources: FunctionSource[] = [
  http(
    'quote-shipping',
    'Says what it costs to send a parcel',
    `  const { weight = 1, country = 'PT' } = body ?? {};
  const zone = ['PT', 'ES'].includes(country) ? 1 : 2;
  const price = Math.round((3.5 + weight * 1.2 * zone) * 100) / 100;
  console.log(\`quoted \${price} EUR for \${weight} kg to \${country}\`);
  return { country, weight, price, currency: 'EUR' };`,
  ),
  event(
    'notify-vm-created',
    'Tells the team that a virtual machine was created',
    `  console.log(\`\${event.type}: \${event.subject ?? 'a server'} in \${event.source}\`);
  return { notified: true };`,
  ),
  http(
    'vat-rate',
    'Looks up the rate of value added tax',
    `  const rates = { DE: 19, ES: 21, FR: 20, NL: 21, PT: 23, SE: 25 };
  const country = String(context.query.country ?? body?.country ?? 'PT');
  const rate = rates[country];
  console.log(\`rate of \${country}: \${rate ?? 'unknown'}\`);
  return rate === undefined
    ? { statusCode: 404, body: { message: \`no rate for \${country}\` } }
    : { country, rate };`,
  ),
  http(
    'check-postcode',
    'Says whether a postcode has the form of its country',
    `  const forms = { PT: /^\\d{4}-\\d{3}$/, DE: /^\\d{5}$/, NL: /^\\d{4} ?[A-Z]{2}$/ };
  const { country = 'PT', postcode = '' } = body ?? {};
  const valid = forms[country]?.test(postcode) ?? false;
  console.log(\`\${country} \${postcode}: \${valid ? 'valid' : 'not valid'}\`);
  return { country, postcode, valid };`,
  ),
  event(
    'route-alert',
    'Gives an alert to the team that owns what fired it',
    `  const { severity = 'warning', team = 'platform' } = event.data ?? {};
  console.log(\`\${severity} alert \${event.id} goes to \${team}\`);
  return { team, severity };`,
  ),
  http(
    'slugify',
    'Makes an address of a product name',
    `  const slug = String(body?.name ?? '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  console.log(\`\${body?.name} -> \${slug}\`);
  return { slug };`,
  ),
  event(
    'audit-order',
    'Keeps a record of every order that is placed',
    `  const { order = 'unknown', total = 0 } = event.data ?? {};
  console.log(\`order \${order} over \${total} EUR recorded\`);
  return { order, recorded: true };`,
  ),
  http(
    'stock-level',
    'Says how much of an article there is',
    `  const sku = String(context.query.sku ?? body?.sku ?? 'A-100');
  const level = [...sku].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 500, 7);
  console.log(\`\${sku}: \${level}\`);
  return { sku, level };`,
  ),
  http(
    'mask-card',
    'Hides all but the last digits of a card number',
    `  const digits = String(body?.card ?? '').replace(/\\D/g, '');
  console.log(\`masked a number of \${digits.length} digits\`);
  return { masked: digits.slice(0, -4).replace(/./g, '*') + digits.slice(-4) };`,
  ),
  event(
    'welcome-user',
    'Greets whoever was added to a project',
    `  const { user = 'somebody', project = 'a project' } = event.data ?? {};
  console.log(\`\${user} was added to \${project}\`);
  return { greeted: user };`,
  ),
];

/** One that cannot start until somebody gives it what it needs. */
export const brokenSource: FunctionSource = {
  name: 'score-risk',
  title: 'Estimates how risky an order is',
  invoke: 'http',
  code: `'use strict';

console.log('loading the model');
if (!process.env.RISK_MODEL_URL)
  throw new Error('RISK_MODEL_URL is not set: the model cannot be loaded');

module.exports.handle = async (context, body) => {
  const { total = 0 } = body ?? {};
  console.log(\`order over \${total} EUR scored\`);
  return { risk: total > 1000 ? 'high' : 'low' };
};
`,
};

/** A repository with everything that a function has. */
export function repositoryFiles(
  source: FunctionSource,
  details: { name: string; owner: string; version: string },
): Record<string, string> {
  const { name, owner, version } = details;
  return {
    'README.md': `# ${name}\n\n${source.title}.\n`,
    'index.js': source.code,
    'package.json': `${JSON.stringify(
      { name, version, private: true, main: 'index.js' },
      null,
      2,
    )}\n`,
    'func.yaml': [
      'specVersion: 0.36.0',
      `name: ${name}`,
      'runtime: node',
      `invoke: ${source.invoke}`,
      '',
    ].join('\n'),
    'catalog-info.yaml': [
      'apiVersion: backstage.io/v1alpha1',
      'kind: Component',
      'metadata:',
      `  name: ${name}`,
      `  description: ${source.title}`,
      'spec:',
      '  type: function-source',
      '  lifecycle: production',
      `  owner: group:default/${owner}`,
      '',
    ].join('\n'),
  };
}
