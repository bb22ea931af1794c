import { z } from 'zod';

const text = z.string().trim().min(1);

/** Every shape in which an OpenStack service tells what is wrong. Order matters: the most telling field first. */
const shapes = [
  // heat
  z
    .object({ explanation: text, error: z.object({ message: text }) })
    .transform(fault => fault.error.message),
  // neutron
  z
    .object({ NeutronError: z.object({ message: text }) })
    .transform(fault => fault.NeutronError.message),
  z.object({ NeutronError: text }).transform(fault => fault.NeutronError),
  // keystone, and anybody's 401 from the auth filter
  z
    .object({ error: z.object({ message: text }) })
    .transform(fault => fault.error.message),
  // placement, magnum
  z
    .object({ errors: z.array(z.object({ detail: text })).min(1) })
    .transform(fault => fault.errors[0].detail),
  // octavia
  z.object({ faultstring: text }).transform(fault => fault.faultstring),
  // designate, glance
  z.object({ message: text }).transform(fault => fault.message),
  // barbican, gnocchi
  z.object({ description: text }).transform(fault => fault.description),
  z.object({ title: text }).transform(fault => fault.title),
];

/** Nova, cinder, manila and trove: one key, of any name. */
const named = z.record(z.string(), z.object({ message: text }));

/** Aodh wraps octavia's shape; ironic wraps it as text. */
const wrapped = z.object({
  error_message: z.union([z.string(), z.record(z.string(), z.unknown())]),
});

const maxLength = 500;
/** More than this is not even looked at: taking the tags out of megabytes could take minutes. */
const maxRead = 10_000;

/**
 * What a refusing service says is wrong, in its own words, short enough for a sentence; undefined when it says nothing
 * that a person could read. Never throws, whatever the body is.
 */
export function faultMessage(body: string): string | undefined {
  const found = messageOf(parse(body));
  return found
    ?.slice(0, maxRead)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, maxLength);
}

function messageOf(body: unknown): string | undefined {
  const inner = wrapped.safeParse(body);
  if (inner.success) {
    const { error_message: message } = inner.data;
    if (typeof message !== 'string') return messageOf(message);
    return messageOf(parse(message)) ?? message;
  }
  for (const shape of shapes) {
    const parsed = shape.safeParse(body);
    if (parsed.success) return parsed.data;
  }
  const parsed = named.safeParse(body);
  return parsed.success ? Object.values(parsed.data)[0]?.message : undefined;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
