import { Button } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState, type ReactElement } from 'react';

/**
 * Copies a text, and says so. Without https browsers have no clipboard: then there is no button, and the text can be
 * chosen where it stands.
 *
 * @public
 */
export function CopyButton(props: {
  text: string;
  /** "Copy the address". */
  label: string;
  /** Stands for a moment where the label was: "Copied". */
  copied: string;
  icon?: ReactElement;
  /** Small and quiet by default. */
  size?: 'small' | 'medium';
  variant?: 'secondary' | 'tertiary';
}) {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return undefined;
    const timer = setTimeout(() => setDone(false), 2_000);
    return () => clearTimeout(timer);
  }, [isDone]);

  // The types say that it is always there.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (!clipboard) return null;
  const icon = props.icon ?? <RiFileCopyLine aria-hidden="true" />;
  return (
    <Button
      size={props.size ?? 'small'}
      variant={props.variant ?? 'tertiary'}
      iconStart={isDone ? <RiCheckLine aria-hidden="true" /> : icon}
      onPress={() =>
        // A browser may refuse; then the label stays what it was.
        clipboard.writeText(props.text).then(
          () => setDone(true),
          () => setDone(false),
        )
      }
    >
      {isDone ? props.copied : props.label}
    </Button>
  );
}
