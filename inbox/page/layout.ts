import { type Html, html } from './html';

interface LayoutOptions {
  readonly title: string;
  readonly main: Html;
  readonly dashboards: string;
}

/** The frame of every page. */
export const layout = ({ title, main, dashboards }: LayoutOptions) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Sightline inbox</title>
<link rel="icon" href="/inbox.svg" type="image/svg+xml">
<link rel="stylesheet" href="/inbox.css">
<script src="/inbox.js" defer></script>
</head>
<body>
<header>
  <a class="brand" href="/"><img src="/inbox.svg" alt="" width="24" height="24">Inbox</a>
  <nav aria-label="Sightline">
    <a href="/runbooks">Runbooks</a>
    <a href="${dashboards}">Dashboards</a>
  </nav>
</header>
<main id="main">
${main}
</main>
</body>
</html>
`;
