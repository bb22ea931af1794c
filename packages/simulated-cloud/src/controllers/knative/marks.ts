/** On a revision: its pod is there from the start, its process comes with the first request. */
export const startsLazily = 'simulated-cloud/start-on-first-request';

/** On a configuration: how many generations it had before this cloud began. */
export const generationsBefore = 'simulated-cloud/generations-before';
