import { CloudQueryProvider } from '@flytower/cloud-react/live';
import { Route, Routes } from 'react-router-dom';
import { ClusterPage } from './ClusterPage';
import { ClustersPage } from './ClustersPage';

/** The list and the page of each cluster. */
export function ClustersRoot() {
  return (
    <CloudQueryProvider>
      <Routes>
        <Route path="/" element={<ClustersPage />} />
        <Route path="/:id" element={<ClusterPage />} />
      </Routes>
    </CloudQueryProvider>
  );
}
