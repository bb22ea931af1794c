/** What machines are made of. */
export const flavors: ReadonlyMap<string, { vcpus: number; ram: number }> =
  new Map([
    ['m1.small', { vcpus: 1, ram: 2048 }],
    ['m1.medium', { vcpus: 2, ram: 4096 }],
    ['m1.large', { vcpus: 4, ram: 8192 }],
    ['m1.xlarge', { vcpus: 8, ram: 16384 }],
    ['c2.large', { vcpus: 8, ram: 8192 }],
    ['r2.large', { vcpus: 4, ram: 32768 }],
  ]);
