/** Who of the simulated company can sign in; kept beside the words, as they are what a newcomer reads first. */
const people = [
  ['Ines Duarte', 'application engineer in team Checkout'],
  ['Oskar Lind', 'platform engineer: runs the cloud'],
  ['Mei Tanaka', 'Kubernetes operator: keeps the clusters running'],
];

export function welcome(url, { hot = false } = {}) {
  console.log(`
Flytower is ready:  ${url}

Sign in as one of the people of Meridian, the simulated company:
${people.map(([name, role]) => `  ${name.padEnd(14)} ${role}`).join('\n')}
${
  hot ? '\nChanges to the sources show at once. ' : '\n'
}Ctrl-C ends everything.`);
}
