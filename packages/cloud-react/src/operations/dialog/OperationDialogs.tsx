import {
  createContext,
  useContext,
  useEffect,
  useState,
  type ReactNode,
} from 'react';
import { useLocation } from 'react-router-dom';
import type { OperationAsk } from './ask';
import { OperationDialog } from './OperationDialog';

type OpenDialog = (ask: OperationAsk) => void;

const OpenDialogContext = createContext<OpenDialog | undefined>(undefined);

/** Opens the dialog of an operation. It stays when the row, card or finding that it was opened from is gone. */
export function useAsk(): OpenDialog {
  const open = useContext(OpenDialogContext);
  if (!open) throw new Error('Wrap this in CloudQueryProvider');
  return open;
}

/** Holds the one dialog of a page, above everything that an operation may remove from it. Inside another one it does nothing. */
export function OperationDialogs({ children }: { children: ReactNode }) {
  const outer = useContext(OpenDialogContext);
  return outer ? <>{children}</> : <Holder>{children}</Holder>;
}

function Holder({ children }: { children: ReactNode }) {
  const [ask, setAsk] = useState<OperationAsk>();
  const { pathname } = useLocation();
  // A link within the dialog leads away from it.
  useEffect(() => setAsk(undefined), [pathname]);
  return (
    <OpenDialogContext.Provider value={setAsk}>
      {children}
      <OperationDialog ask={ask} onClose={() => setAsk(undefined)} />
    </OpenDialogContext.Provider>
  );
}
