// Shows times as the reader's clock has them, and the page anew whenever something has come.
const localTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

function localize() {
  for (const time of document.querySelectorAll('time')) {
    time.title = time.dateTime;
    time.textContent = localTime.format(new Date(time.dateTime));
  }
}

/** Only what changed is replaced, so that what the reader has opened stays open. */
async function refresh() {
  const response = await fetch(location.href);
  const next = new DOMParser().parseFromString(await response.text(), 'text/html');
  const open = [...document.querySelectorAll('details[open]')].map(({ id }) => id);
  document.getElementById('main').replaceChildren(...next.getElementById('main').childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  localize();
}

async function follow() {
  for (;;) {
    const { revision } = document.querySelector('[data-revision]').dataset;
    try {
      const response = await fetch(`/api/notifications?limit=1&wait=30&revision=${revision}`);
      const answer = await response.json();
      if (String(answer.revision) !== revision) await refresh();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }
}

localize();
if (document.querySelector('[data-revision]')) void follow();
