import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** What an HTTPS server needs, and what its clients trust. */
export interface Certificates {
  ca: string;
  cert: string;
  key: string;
}

const week = 7 * 24 * 3600_000;
const year = 365 * 24 * 3600_000;

/** The certificates in a directory; made there on the first call, so that clients keep their trust over restarts. */
export async function loadCertificates(dir: string): Promise<Certificates> {
  const files = ['ca.crt', 'rancher.crt', 'rancher.key'];
  try {
    const [ca, cert, key] = await Promise.all(
      files.map(file => readFile(join(dir, file), 'utf8')),
    );
    const until = Date.parse(new X509Certificate(cert).validTo);
    if (until > Date.now() + week) return { ca, cert, key };
  } catch {
    // none there yet, or not readable as certificates
  }
  const made = await makeCertificates();
  await mkdir(dir, { recursive: true });
  const [ca, cert, key] = files.map(file => join(dir, file));
  await writeFile(ca, made.ca);
  await writeFile(cert, made.cert);
  await writeFile(key, made.key, { mode: 0o600 });
  return made;
}

async function makeCertificates(): Promise<Certificates> {
  const validity = {
    notBeforeDate: new Date(Date.now() - 3600_000),
    notAfterDate: new Date(Date.now() + year),
    algorithm: 'sha256',
    keyType: 'ec' as const,
  };
  const ca = await generate(
    [{ name: 'commonName', value: 'Simulated cloud CA' }],
    {
      ...validity,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  );
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...validity,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { ca: ca.cert, cert: server.cert, key: server.private };
}
