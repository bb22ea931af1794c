import { Dialog, DialogHeader } from '@backstage/ui';
import type { Operation } from '@flytower/cloud-common/operations';
import { useIsMutating } from '@tanstack/react-query';
import { useState } from 'react';
import type { OperationAsk } from './ask';
import { AskPart } from './AskPart';
import { FollowPart } from './FollowPart';
import { startKey } from './useOperationForm';

/**
 * Asks for an operation: what it needs, what stands against it before anything is sent, why; and then shows how it
 * goes.
 */
export function OperationDialog(props: {
  /** Open as long as there is something to ask for. */
  ask?: OperationAsk;
  onClose(): void;
}) {
  const { ask, onClose } = props;
  const isStarting = useIsMutating({ mutationKey: startKey }) > 0;
  return (
    <Dialog
      isOpen={ask !== undefined}
      onOpenChange={isOpen => !isOpen && !isStarting && onClose()}
      // What was entered is not lost by a click beside it.
      isDismissable={false}
      width={620}
    >
      {ask && <Contents ask={ask} onClose={onClose} />}
    </Dialog>
  );
}

function Contents({ ask, onClose }: { ask: OperationAsk; onClose(): void }) {
  const [started, setStarted] = useState<Operation>();
  return (
    <>
      <DialogHeader>{ask.definition.title}</DialogHeader>
      {started ? (
        <FollowPart started={started} onClose={onClose} />
      ) : (
        <AskPart ask={ask} onStarted={setStarted} onClose={onClose} />
      )}
    </>
  );
}
