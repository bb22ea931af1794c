import { mergePatch } from '../patch/mergePatch';
import { strategicMerge } from '../patch/strategicMerge';
import { isObject } from '../types';
import { parseBody } from './body';

describe('the body of a request', () => {
  it.each([
    ['JSON', '{"metadata":{"__proto__":{"own":1},"name":"a"}}', false],
    [
      'escaped JSON',
      '{"metadata":{"\\u005f_proto__":{"own":1},"name":"a"}}',
      false,
    ],
    ['YAML', 'metadata:\n  __proto__: {own: 1}\n  name: a\n', true],
  ])('cannot give an object another prototype in %s', (_, text, yaml) => {
    const body = parseBody(text, yaml);
    expect(isObject(body) && Object.keys(Object(body.metadata))).toEqual([
      'name',
    ]);
    for (const merge of [mergePatch, strategicMerge]) {
      const merged = merge({}, isObject(body) ? body : {});
      expect(merged).toEqual({ metadata: { name: 'a' } });
      expect(Object(merged.metadata).own).toBeUndefined();
    }
  });

  it('keeps escapes that mean nothing of that kind', () => {
    expect(parseBody('{"a":{"b":"\\u00fc"}}', false)).toEqual({
      a: { b: 'ü' },
    });
  });
});
