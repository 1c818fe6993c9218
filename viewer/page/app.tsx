import { ThemeContext } from '@grafana/data';
import { config, locationService, LocationServiceProvider } from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import { Route, Routes, unstable_HistoryRouter as HistoryRouter } from 'react-router-dom';
import { DashboardPage } from './dashboard/dashboard-page';
import { dataSources } from './datasources';
import { startGrafana } from './grafana/start';
import { DashboardList } from './shell/dashboard-list';
import { Shell } from './shell/shell';
import { ShellStyles } from './shell/shell-styles';

export async function start(element: HTMLElement | null): Promise<void> {
  if (!element) throw new Error('The page has no element “root” to draw into');
  await startGrafana(dataSources());
  createRoot(element).render(
    <ThemeContext.Provider value={config.theme2}>
      <LocationServiceProvider service={locationService}>
        <HistoryRouter history={locationService.getHistory() as never}>
          <GlobalStyles />
          <ShellStyles />
          <PortalContainer />
          <Routes>
            <Route element={<Shell />}>
              <Route path="/" element={<DashboardList />} />
              <Route path="/dashboards" element={<DashboardList />} />
              <Route path="/d/:uid/:slug?" element={<DashboardPage />} />
            </Route>
          </Routes>
        </HistoryRouter>
      </LocationServiceProvider>
    </ThemeContext.Provider>,
  );
}
