import { useTheme2 } from '@grafana/ui';
import { useEffect, useState } from 'react';
import { readJson } from '../datasources/backend';

interface Platform {
  /** For a person; none when everything is there. */
  readonly incomplete?: string;
}

const everyMs = 3000;

/** A quiet line under the head of the page while parts of the platform are still being built; then it goes by itself. */
export function StillBeingBuilt() {
  const { colors, spacing } = useTheme2();
  const incomplete = useIncomplete();
  if (!incomplete) return null;
  const style = {
    margin: 0,
    padding: spacing(0.5, 2),
    color: colors.text.secondary,
    background: colors.background.secondary,
  };
  return (
    <p role="status" style={style}>
      {incomplete}
    </p>
  );
}

/** Asks again for as long as something is missing. */
function useIncomplete(): string | undefined {
  const [incomplete, setIncomplete] = useState<string>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wanted = true;
    const ask = async () => {
      const { incomplete } = await readJson<Platform>('/api/platform').catch((): Platform => ({}));
      if (!wanted) return;
      setIncomplete(incomplete);
      if (incomplete) timer = setTimeout(ask, everyMs);
    };
    void ask();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, []);
  return incomplete;
}
