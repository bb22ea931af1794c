import { Button } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';

/** Copies a text, and says so. */
export function CopyButton(props: {
  text: string;
  label: string;
  copied: string;
}) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setDone(false), 2_000);
    return () => clearTimeout(timer);
  }, [done]);

  return (
    <Button
      size="small"
      variant="tertiary"
      iconStart={
        done ? (
          <RiCheckLine aria-hidden="true" />
        ) : (
          <RiFileCopyLine aria-hidden="true" />
        )
      }
      onPress={async () => {
        await navigator.clipboard.writeText(props.text);
        setDone(true);
      }}
    >
      {done ? props.copied : props.label}
    </Button>
  );
}
