import { config as zod } from 'zod';
import { bootData } from './grafana/boot-data';

// Compiling schemas needs eval, which the page's content security policy refuses.
zod({ jitless: true });

// Grafana's libraries read the boot data while they are imported, so everything else is imported after it.
Object.assign(window, { grafanaBootData: bootData(), __grafana_public_path__: '/public/' });
void import('./app').then(({ start }) => start(document.getElementById('root')));
