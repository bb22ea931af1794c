import { CloudQueryProvider } from '@flytower/cloud-react/live';
import { Route, Routes } from 'react-router-dom';
import { ApprovalsTab } from './ApprovalsTab/ApprovalsTab';
import { AttentionTab } from './AttentionTab/AttentionTab';
import { OperationPage } from './OperationPage/OperationPage';
import { OperationsTab } from './OperationsTab/OperationsTab';
import { OverviewPage } from './OverviewPage';

/** The three tabs, and the page of each operation. */
export function OverviewRoot() {
  return (
    <CloudQueryProvider>
      <Routes>
        <Route path="/operations/:plugin/:id" element={<OperationPage />} />
        <Route element={<OverviewPage />}>
          <Route path="/" element={<AttentionTab />} />
          <Route path="/operations" element={<OperationsTab />} />
          <Route path="/approvals" element={<ApprovalsTab />} />
        </Route>
      </Routes>
    </CloudQueryProvider>
  );
}
