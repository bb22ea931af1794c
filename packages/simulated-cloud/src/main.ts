import { parseArgs } from 'node:util';
import { SystemClock } from './Clock';
import { defaultPorts, freePorts } from './context';
import { scenarioNames, type Scenario, type ScenarioName } from './Scenarios';
import { SimulatedCloud } from './SimulatedCloud';

const usage = `Runs a private cloud on loopback.

  --state DIR        where certificates, clouds.yaml, kubeconfig and repositories go (.simulated-cloud)
  --seed N           which company; the same number is always the same one (1)
  --projects N       its size: OpenStack projects (40),
  --servers N        servers (300),
  --clusters N       Kubernetes clusters (12),
  --functions N      and functions (25)
  --free-ports       any free ports instead of 7101 to 7150
  --speed X          how much faster than in life things come up (1)
  --scenario NAME[:TARGET]   something that goes wrong from the start; may be given several times
                     ${scenarioNames.join(', ')}
`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      state: { type: 'string', default: '.simulated-cloud' },
      seed: { type: 'string' },
      projects: { type: 'string' },
      servers: { type: 'string' },
      clusters: { type: 'string' },
      functions: { type: 'string' },
      speed: { type: 'string' },
      scenario: { type: 'string', multiple: true, default: [] },
      'free-ports': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const sizes = [
    'seed',
    'projects',
    'servers',
    'clusters',
    'functions',
  ] as const;
  return {
    help: values.help,
    stateDir: values.state,
    ports: values['free-ports'] ? freePorts : defaultPorts,
    speed: numberOf('speed', values.speed) ?? 1,
    company: Object.fromEntries(
      sizes
        .map(name => [name, numberOf(name, values[name])] as const)
        .filter(([, value]) => value !== undefined),
    ),
    scenarios: values.scenario.map(scenarioOf),
  };
}

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value >= 0)) throw new Error(`--${name} takes a number, not "${text}"`);
  return value;
}

function scenarioOf(text: string): Scenario {
  const [name, ...target] = text.split(':');
  if (!scenarioNames.includes(name as ScenarioName))
    throw new Error(
      `--scenario ${name} is not known; there are ${scenarioNames.join(', ')}`,
    );
  return {
    name: name as ScenarioName,
    on: true,
    ...(target.length && { target: target.join(':') }),
  };
}

async function run(): Promise<void> {
  const { help, speed, ...options } = readArguments();
  if (help) {
    process.stdout.write(usage);
    return;
  }
  const ending = new Promise<void>(resolve => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  const cloud = await SimulatedCloud.start({
    ...options,
    clock: new SystemClock(speed),
    log: message => console.log(message),
  });
  console.log(JSON.stringify({ ready: true, urls: cloud.urls }));
  await ending;
  await cloud.stop();
}

run().then(
  () => process.exit(0),
  error => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
