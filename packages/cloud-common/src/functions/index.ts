export * from './schema';
export * from './permissions';
export * from './client';
