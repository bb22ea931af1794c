import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FunctionProcess } from './FunctionProcess';

describe('a function in a process of its own', () => {
  let dir: string;
  const running: FunctionProcess[] = [];

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'function-'));
    await writeFile(join(dir, 'package.json'), '{"main":"index.js"}');
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map(one => one.stop()));
    await rm(dir, { recursive: true, force: true });
  });

  async function start(code: string) {
    await writeFile(join(dir, 'index.js'), code);
    const one = new FunctionProcess({
      dir,
      main: 'index.js',
      env: { GREETING: 'Hello' },
      memoryMiB: 64,
      now: () => Date.now(),
    });
    running.push(one);
    return one;
  }

  it('answers requests and keeps what it writes', async () => {
    const one = await start(
      `module.exports.handle = (context, body) => {
         console.log('called by', body.name);
         return { greeting: process.env.GREETING + ' ' + body.name };
       };`,
    );
    const port = await one.listening;
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"Ines"}',
    });
    expect(await answer.json()).toEqual({ greeting: 'Hello Ines' });
    // the answer may come before what the function wrote has gone through its pipe
    await one.stop();
    expect(one.log.read().map(line => line.text)).toEqual(['called by Ines']);
    await expect(one.exited).resolves.toMatchObject({
      code: expect.anything(),
    });
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it('takes a CloudEvent', async () => {
    const one = await start(
      'module.exports.handle = (context, event) => ({ got: event.type, of: event.data.id });',
    );
    const answer = await fetch(`http://127.0.0.1:${await one.listening}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'ce-specversion': '1.0',
        'ce-id': '1',
        'ce-source': '/test',
        'ce-type': 'vm.created',
      },
      body: '{"id":7}',
    });
    expect(await answer.json()).toEqual({ got: 'vm.created', of: 7 });
  });

  it('says what it died of', async () => {
    const one = await start(`throw new Error('cannot connect to database');`);
    await expect(one.listening).rejects.toThrow(
      'Error: cannot connect to database',
    );
    await expect(one.exited).resolves.toEqual({
      code: 1,
      message: 'Error: cannot connect to database',
    });
  });

  it('sees nothing of the surroundings of the cloud', async () => {
    process.env.SECRET_OF_THE_CLOUD = 'x';
    const one = await start(
      'module.exports.handle = () => ({ names: Object.keys(process.env) });',
    );
    const answer = await fetch(`http://127.0.0.1:${await one.listening}/`);
    expect((await answer.json()).names).not.toContain('SECRET_OF_THE_CLOUD');
  });
});
