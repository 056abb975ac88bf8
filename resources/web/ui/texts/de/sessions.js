export default {
  'sessions.call.awaiting_approval': 'Der Agent fragt',
  'sessions.call.completed': 'Fertig',
  'sessions.call.error': 'Gescheitert',
  'sessions.call.paused': 'Pausiert',
  'sessions.has_desktop': 'Ihr Desktop läuft',
  'sessions.sessions': 'Sitzungen',
  'sessions.find': 'Sitzung suchen',
  'sessions.older': 'Ältere Sitzungen',
  'sessions.none_found': 'Keine Sitzung hat diese Worte.',
  'sessions.appear_here': 'Hier erscheinen Sitzungen.',
  'sessions.your_sessions': 'Sitzungen',
};
