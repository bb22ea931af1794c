import { Link } from '@backstage/ui';
import { Fragment } from 'react';

const pages = /(\/cloud\/operations\/[\w%-]+\/[\w%-]+)/;

/** What a door says, where the pages of operations that it names can be opened. */
export function Sentence({ children }: { children: string }) {
  return (
    <>
      {children.split(pages).map((part, index) => (
        <Fragment key={index}>
          {pages.test(part) ? <Link href={part}>{part}</Link> : part}
        </Fragment>
      ))}
    </>
  );
}
