import { Card, EmptyState, FilterInput, TagList } from '@grafana/ui';
import { useState } from 'react';
import { readJson } from '../datasources/backend';
import { useLoaded } from './use-loaded';

interface Found {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly tags: string[];
}

/** Every dashboard, narrowed by what one types. */
export function DashboardList() {
  const [query, setQuery] = useState('');
  const loaded = useLoaded(() => readJson<Found[]>('/api/search?type=dash-db'), 'all');
  const words = query.toLowerCase().split(/\s+/);
  const all = loaded.state === 'done' ? loaded.value : [];
  const shown = all.filter((each) => {
    const text = `${each.title} ${each.description} ${each.tags.join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <main className="page-narrow">
      <title>Dashboards · Sightline</title>
      <h1>Dashboards</h1>
      <FilterInput
        placeholder="Search by title, description or tag"
        value={query}
        onChange={setQuery}
        autoFocus
        escapeRegex={false}
      />
      {loaded.state === 'failed' && <EmptyState variant="not-found" message={loaded.reason} />}
      {loaded.state === 'done' && shown.length === 0 && (
        <EmptyState variant="not-found" message="No dashboard has all these words" />
      )}
      <ul className="plain-list">
        {shown.map((each) => (
          <li key={each.uid}>
            <Card href={each.url} noMargin>
              <Card.Heading>{each.title}</Card.Heading>
              <Card.Description>{each.description}</Card.Description>
              <Card.Tags>
                <TagList tags={each.tags} />
              </Card.Tags>
            </Card>
          </li>
        ))}
      </ul>
    </main>
  );
}
