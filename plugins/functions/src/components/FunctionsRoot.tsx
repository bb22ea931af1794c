import { CloudQueryProvider } from '@flytower/cloud-react/live';
import { Route, Routes } from 'react-router-dom';
import { FunctionPage } from './FunctionPage';
import { FunctionsPage } from './FunctionsPage';

/** The list and the page of each function. */
export function FunctionsRoot() {
  return (
    <CloudQueryProvider>
      <Routes>
        <Route path="/" element={<FunctionsPage />} />
        <Route path="/:id" element={<FunctionPage />} />
      </Routes>
    </CloudQueryProvider>
  );
}
