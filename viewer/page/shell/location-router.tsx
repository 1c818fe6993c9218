import { locationService } from '@grafana/runtime';
import { type ReactNode, useSyncExternalStore } from 'react';
import { NavigationType, Router } from 'react-router-dom';

const history = locationService.getHistory();
const subscribe = (changed: () => void) => history.listen(changed);
const location = () => history.location;

/** React Router on the history that Grafana's libraries write to; it is of an older kind than the router's own. */
export function LocationRouter({ children }: { children: ReactNode }) {
  const at = useSyncExternalStore(subscribe, location);
  return (
    <Router location={at} navigator={history as never} navigationType={history.action as NavigationType}>
      {children}
    </Router>
  );
}
