import { screen, waitFor } from '@testing-library/react';
import {
  aDefinition,
  errorResponse,
  fakeOperations,
  renderInCloud,
} from '../testUtils';
import { EntityOperations } from './EntityOperations';

const replace = aDefinition();
const definitions = 'GET clusters/operations/definitions';
const away = errorResponse(503, 'The database is away');
const clusters = fakeOperations('clusters', { definitions: [replace] });

function render(doors: typeof clusters) {
  return renderInCloud(
    <EntityOperations
      target={{ type: 'cluster', id: 'main.a', title: 'A' }}
      allowed={[replace.id]}
    />,
    { doors },
  );
}

describe('what everybody wants to know of one thing', () => {
  it('is offered once a domain answers again that did not say what can be done', async () => {
    let isAway = true;
    render({
      ...clusters,
      [definitions]: () => (isAway ? away : { items: [replace] }),
    });
    await screen.findByText(/Clusters could not be asked what can be done/);
    expect(screen.queryByText(/Nothing can be done/)).not.toBeInTheDocument();
    isAway = false;
    await waitFor(
      () =>
        expect(
          screen.getByRole('button', { name: 'Replace node' }),
        ).toBeInTheDocument(),
      { timeout: 8_000 },
    );
    expect(screen.queryByText(/could not be asked/)).not.toBeInTheDocument();
  }, 15_000);

  it('says so when no domain says what can be done', async () => {
    render({
      ...clusters,
      [definitions]: away,
      'GET projects/operations/definitions': away,
      'GET functions/operations/definitions': away,
    });
    expect(
      await screen.findAllByText(/could not be asked what can be done/),
    ).toHaveLength(3);
  });

  it('does not say of a journal that is away that nothing was done', async () => {
    render({ ...clusters, 'GET clusters/operations': away });
    expect(
      await screen.findByText('Nothing else was done here lately'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Clusters could not be asked: .*database is away/),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Replace node' }),
    ).toBeInTheDocument();
  });
});
