// Before anything is painted: what was chosen, else what the system likes.
const chosen = (name) => {
  try {
    return JSON.parse(localStorage.getItem(`pilothouse.${name}`));
  } catch {
    return null;
  }
};

{
  const page = document.documentElement;
  const theme = chosen('theme');
  if (theme === 'light' || theme === 'dark') page.dataset.theme = theme;
  const width = Number(chosen('list.width'));
  if (width > 0) page.style.setProperty('--list', `${Math.round(width)}px`);

  // The first language of the browser's that the page speaks. Others than English are files of their own,
  // named by data-LANGUAGE of this script, and fetched at once.
  const { dataset } = document.currentScript;
  const spoken = (tag) => (tag === 'en' || dataset[tag] ? tag : null);
  const wanted = [chosen('language'), ...navigator.languages.map((tag) => tag.split('-')[0].toLowerCase())];
  page.lang = wanted.map(spoken).find(Boolean) ?? 'en';
  const file = dataset[page.lang];
  if (file) {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'modulepreload', href: file });
    document.head.append(link);
  }
}
