/** `npm run generate -w @sightline/kubernetes`: brings into the chart what is made elsewhere. */
import { chartFiles, writeChartFiles } from './chart-files';

const changed = writeChartFiles(chartFiles());
for (const path of changed) console.log(`kubernetes/chart/${path}`);
console.log(changed.length === 0 ? 'The chart is up to date.' : `${changed.length} files of the chart changed.`);
