import { ThemeContext } from '@grafana/data';
import { config, LocationServiceProvider, locationService } from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import { Route, Routes } from 'react-router-dom';
import { DashboardPage } from './dashboard/dashboard-page';
import { dataSources } from './datasources';
import { ExplorePage } from './explore/explore-page';
import { nameWhatIsUnnamed } from './grafana/accessible-names';
import { startGrafana } from './grafana/start';
import { DashboardList } from './shell/dashboard-list';
import { LocationRouter } from './shell/location-router';
import { NotFound } from './shell/not-found';
import { Shell } from './shell/shell';
import { ShellStyles } from './shell/shell-styles';
import { TracePage } from './trace/trace-page';

export async function start(element: HTMLElement | null): Promise<void> {
  if (!element) throw new Error('The page has no element “root” to draw into');
  await startGrafana(dataSources());
  nameWhatIsUnnamed(document.body);
  createRoot(element).render(
    <ThemeContext.Provider value={config.theme2}>
      <LocationServiceProvider service={locationService}>
        <LocationRouter>
          <GlobalStyles />
          <ShellStyles />
          <PortalContainer />
          <Routes>
            <Route element={<Shell />}>
              <Route path="/" element={<DashboardList />} />
              <Route path="/dashboards" element={<DashboardList />} />
              <Route path="/d/:uid/:slug?" element={<DashboardPage />} />
              <Route path="/trace/:id" element={<TracePage />} />
              <Route path="/explore" element={<ExplorePage />} />
              <Route path="*" element={<NotFound />} />
            </Route>
          </Routes>
        </LocationRouter>
      </LocationServiceProvider>
    </ThemeContext.Provider>,
  );
}
