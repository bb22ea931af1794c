export { ManualClock, SystemClock, type Clock } from './Clock';
export { defaultPorts, freePorts, type CloudPorts } from './context';
export { Scenarios, type Scenario, type ScenarioName } from './Scenarios';
export { SimulatedCloud, type SimulatedCloudOptions } from './SimulatedCloud';
