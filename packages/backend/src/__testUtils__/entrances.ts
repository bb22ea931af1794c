import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { JsonObject } from '@backstage/types';
import type { Portal } from './startPortal';

/** What an entrance says to somebody who wants to do something. */
export type Answer = 'yes' | 'no' | 'not there';

const refusals: [Answer, RegExp][] = [
  ['not there', /There is no \w+ "|that you may see/],
  ['no', /but not do this|may not|NotAllowed/],
];

/** An entrance that does not work has not answered. */
const broken =
  /is not registered|not found|InternalServerError|Internal error|Unexpected|ECONN|does not answer/i;

/** What a refusal means. A sentence that stands against the operation itself is no refusal of the person. */
export function meaningOf(text: string): Answer {
  const refusal = refusals.find(([, pattern]) => pattern.test(text))?.[0];
  if (refusal) return refusal;
  if (text === '' || broken.test(text)) throw new Error(`It says: ${text}`);
  return 'yes';
}

/** The MCP endpoint, as the client of one person. */
export async function startMcpClient(portal: Portal, person: string) {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(
      new URL('/api/mcp-actions/v1', portal.url),
      { requestInit: { headers: { authorization: portal.tokenOf(person) } } },
    ),
  );
  return {
    listTools: async () => (await client.listTools()).tools,
    async call(name: string, input: JsonObject) {
      const result = await client.callTool({ name, arguments: input });
      const [content] = result.content as { text: string }[];
      return { failed: result.isError === true, text: content?.text ?? '' };
    },
    stop: () => client.close(),
  };
}

/** Runs one step of a template dry, as one person. */
export async function dryRun(
  portal: Portal,
  person: string,
  action: string,
  input: JsonObject,
): Promise<{ status: number; text: string }> {
  const answer = await portal.as(person).fetch('/api/scaffolder/v2/dry-run', {
    method: 'POST',
    body: {
      template: {
        apiVersion: 'scaffolder.backstage.io/v1beta3',
        kind: 'Template',
        metadata: { name: 'one-step' },
        spec: {
          type: 'test',
          parameters: [],
          steps: [{ id: 'one', name: 'One', action, input }],
        },
      },
      values: {},
      directoryContents: [],
    },
  });
  return { status: answer.status, text: await answer.text() };
}
