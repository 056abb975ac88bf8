// Before anything is painted: what was chosen, else what the system likes.
try {
  const theme = JSON.parse(localStorage.getItem('pilothouse.theme'));
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch { /* as the system likes */ }
