import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// What is waited for comes at once on an idle machine, and later on one that runs everything at the same time.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(60_000);
