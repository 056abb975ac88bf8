export default {
  'sessions.call.awaiting_approval': 'The agent asks',
  'sessions.call.completed': 'Done',
  'sessions.call.error': 'Failed',
  'sessions.call.paused': 'Paused',
  'sessions.has_desktop': 'Its desktop is running',
  'sessions.sessions': 'Sessions',
  'sessions.find': 'Find a session',
  'sessions.older': 'Older sessions',
  'sessions.none_found': 'No session has these words.',
  'sessions.appear_here': 'Sessions appear here.',
  'sessions.your_sessions': 'Your sessions',
};
