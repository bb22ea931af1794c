export * from './schema';
export * from './permissions';
export * from './client';
export * from './organization';
