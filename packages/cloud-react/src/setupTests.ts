import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// What is waited for comes at once on an idle machine, and later on one that runs everything at the same time.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(60_000);

// Material-UI 4 finds its nodes the old way, at which strict mode complains on every page: that would hide what matters.
const { error } = console;
Object.assign(console, {
  error(message: unknown, ...more: unknown[]) {
    const isKnown = String(message).includes('findDOMNode is deprecated');
    if (!isKnown) error(message, ...more);
  },
});
