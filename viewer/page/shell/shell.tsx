import { IconButton, Input } from '@grafana/ui';
import { type FormEvent, useState } from 'react';
import { Link, Outlet, useNavigate } from 'react-router-dom';
import { StillBeingBuilt } from './still-being-built';
import { chooseTheme, themeId } from './theme-choice';

/** What is around every page: the way home, the one search box, dark or light. */
export function Shell() {
  const navigate = useNavigate();
  const [sought, setSought] = useState('');
  const dark = themeId() === 'dark';
  const seek = (event: FormEvent) => {
    event.preventDefault();
    const id = sought.trim();
    if (id) navigate(`/trace/${encodeURIComponent(id)}`);
  };
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <header className="shell">
        <Link to="/" className="shell-home">
          <img src="/favicon.svg" alt="" width={22} height={22} /> Sightline
        </Link>
        <search>
          <form onSubmit={seek}>
            <Input
              value={sought}
              onChange={({ currentTarget }) => setSought(currentTarget.value)}
              placeholder="Trace id or order id"
              aria-label="Open a trace by its id or an order id"
            />
          </form>
        </search>
        <IconButton
          name="adjust-circle"
          size="lg"
          tooltip={dark ? 'Light theme' : 'Dark theme'}
          onClick={() => chooseTheme(dark ? 'light' : 'dark')}
        />
      </header>
      <StillBeingBuilt />
      <div id="content">
        <Outlet />
      </div>
    </>
  );
}
