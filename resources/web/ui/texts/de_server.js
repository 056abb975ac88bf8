// Sentences of the server that people see on the page, in German. {Names} stand for what differs each time; {rest} is
// what the model's server adds. A sentence that is not here is shown as it is (lib/server_words.js).
export default {
  // Sessions and their runs
  'There is no such session.': 'Diese Sitzung gibt es nicht.',
  'This session is finished. Start a new one.': 'Diese Sitzung ist beendet. Eine neue beginnen.',
  'The session was deleted meanwhile.': 'Die Sitzung wurde inzwischen gelöscht.',
  'This session is being deleted already.': 'Diese Sitzung wird schon gelöscht.',
  'This session is being closed. Try again in a moment.':
    'Diese Sitzung wird gerade beendet. Gleich noch einmal versuchen.',
  'A run is going on in this session. Wait for it to end, or interrupt it.':
    'In dieser Sitzung ist ein Lauf im Gange. Sein Ende abwarten oder ihn anhalten.',
  'No run is going on in this session.': 'In dieser Sitzung ist kein Lauf im Gange.',
  'There is nothing to resume. Send a message.': 'Es gibt nichts fortzusetzen. Eine Nachricht senden.',
  'The message is empty.': 'Die Nachricht ist leer.',
  'All {count} desktops are at work, as many as may be. Wait for a task to end, or stop one.':
    'Alle {count} Desktops arbeiten, mehr dürfen es nicht sein. Das Ende einer Aufgabe abwarten oder eine anhalten.',
  "This session's desktop is not running. It starts with the first message.":
    'Der Desktop dieser Sitzung läuft nicht. Er startet mit der ersten Nachricht.',
  ['The same action on the same picture {count} times in a row: it looks like a loop. '
    + 'Say what to do instead, or resume.']:
    '{count}-mal hintereinander dasselbe auf demselben Bild: Das sieht nach einer Schleife aus. '
    + 'Sagen, was stattdessen zu tun ist, oder fortsetzen.',
  'The end of this run could not be stored.': 'Das Ende dieses Laufs ließ sich nicht speichern.',
  'What became of this could not be stored; it may have been done.':
    'Was daraus wurde, ließ sich nicht speichern; vielleicht wurde es getan.',
  'Internal error: the run was ended. The log says more.':
    'Interner Fehler: Der Lauf wurde beendet. Das Protokoll sagt mehr.',
  'The server stopped before this message was answered. Resume the session to have it answered.':
    'Der Server hielt an, ehe diese Nachricht beantwortet war. Fortsetzen, um eine Antwort zu bekommen.',
  'The server stopped in the middle of this run.': 'Der Server hielt mitten in diesem Lauf an.',
  'The server is stopping.': 'Der Server hält gerade an.',

  // Questions, the wheel, permissions
  'No approval with this id is waiting.': 'Diese Frage wartet nicht mehr auf Antwort.',
  'Nobody answered in time.': 'Niemand hat rechtzeitig geantwortet.',
  'You do not have the wheel.': 'Das Steuer hat gerade jemand anders.',
  '{name} has had the wheel since {time}.': '{name} hat das Steuer seit {time}.',
  'A person has the wheel: no pictures are taken until they hand it back.':
    'Eine Person hat das Steuer: Bis sie es zurückgibt, werden keine Bilder gemacht.',
  'Nothing like this is allowed: it is asked about.': 'Nichts dergleichen ist erlaubt: Danach wird gefragt.',
  "This session's list is full: {count} hosts.": 'Die Liste dieser Sitzung ist voll: {count} Hosts.',
  'This session has no secret of this name.': 'Diese Sitzung hat kein Geheimnis dieses Namens.',
  'This session has {count} secrets already.': 'Diese Sitzung hat schon {count} Geheimnisse.',
  'This session has {count} links. Revoke one first.':
    'Diese Sitzung hat {count} Links. Erst einen davon zurücknehmen.',
  'There is no such link.': 'Diesen Link gibt es nicht.',
  'This link opens nothing.': 'Dieser Link öffnet nichts.',
  'There is a template of this name already.': 'Es gibt schon eine Vorlage dieses Namens.',
  'There is no such template.': 'Diese Vorlage gibt es nicht.',
  'There are {count} templates, as many as are kept: delete one.':
    'Es gibt {count} Vorlagen, mehr werden nicht aufgehoben: eine löschen.',

  // Files and pictures
  'There is no such file or folder.': 'Diese Datei oder diesen Ordner gibt es nicht.',
  'There is a file of this name already.': 'Es gibt schon eine Datei dieses Namens.',
  "The session's user may not do that.": 'Der Benutzer der Sitzung darf das nicht.',
  'The folder is not empty.': 'Der Ordner ist nicht leer.',
  'The name is too long.': 'Der Name ist zu lang.',
  "The session's files may take up {most} MiB and take up {used} MiB: delete some before you bring this one.":
    'Die Dateien der Sitzung dürfen {most} MiB belegen und belegen {used} MiB: erst einige löschen.',
  'A message takes {count} pictures at the most.': 'Eine Nachricht fasst höchstens {count} Bilder.',
  'The picture has more than {size} MiB: make it smaller.': 'Das Bild hat mehr als {size} MiB: verkleinern.',
  'This is no PNG, JPEG, WebP or GIF picture.': 'Das ist kein Bild in PNG, JPEG, WebP oder GIF.',
  'The picture is damaged.': 'Das Bild ist beschädigt.',
  'The picture could not be stored.': 'Das Bild ließ sich nicht speichern.',
  '{model} takes smaller pictures than this session has. Start a new one with it.':
    '{model} nimmt kleinere Bilder, als diese Sitzung hat. Damit eine neue beginnen.',
  '{model} is a model of another provider, which cannot take up what was said here. Start a new session with it.':
    '{model} ist ein Modell eines anderen Anbieters und kann nicht aufnehmen, was hier gesagt wurde. Damit eine neue Sitzung beginnen.',
  '{model} names places on the screen in another way than this session. Start a new one with it.':
    '{model} benennt Stellen auf dem Bildschirm anders als diese Sitzung. Damit eine neue beginnen.',
  'Chat completions know no setting for thinking: leave it out, or set the effort.':
    'Chat Completions kennen keine Einstellung für das Nachdenken: weglassen oder den Aufwand wählen.',
  '{model} takes smaller pictures than were sent here. Start a new session with it.':
    '{model} nimmt kleinere Bilder, als hier gesendet wurden. Damit eine neue Sitzung beginnen.',
  'The disk is full: free some space in the data folder.':
    'Der Datenträger ist voll: im Datenordner Platz schaffen.',
  'The disk is full: free some space for the database.': 'Der Datenträger ist voll: Platz für die Datenbank schaffen.',
  'The database does not answer. It may be stored later: look before you do it again.':
    'Die Datenbank antwortet nicht. Vielleicht wird es noch gespeichert: erst nachsehen, dann wiederholen.',

  // What was typed
  'Field required': 'Das fehlt.',
  'String should have at most {count} characters': 'höchstens {count} Zeichen',
  'Input should be an integer between {least} and {most}': 'eine ganze Zahl von {least} bis {most}',
  'Input should be greater than or equal to {least}': 'mindestens {least}',
  'Input should be less than or equal to {most}': 'höchstens {most}',
  'Input should be a valid number': 'eine Zahl',
  'Input should be a valid integer': 'eine ganze Zahl',
  'Nobody knows what {model} costs, so its cost cannot be limited: limit its tokens or steps instead.':
    'Niemand weiß, was {model} kostet, deshalb lassen sich die Kosten nicht begrenzen: '
    + 'stattdessen Tokens oder Schritte begrenzen.',

  // What is asked about
  'moves the mouse': 'bewegt die Maus',
  clicks: 'klickt',
  drags: 'zieht',
  'ends a drag': 'beendet ein Ziehen',
  scrolls: 'scrollt',
  'types text': 'tippt Text',
  'types a secret: {names}': 'tippt ein Geheimnis: {names}',
  'presses keys': 'drückt Tasten',
  'pastes what is selected': 'fügt ein, was markiert ist',
  'runs a command': 'führt einen Befehl aus',
  'ends what the shell runs': 'beendet, was in der Shell läuft',
  'changes a file': 'ändert eine Datei',
  'needs your word for a safety check': 'braucht ein Ja zu einer Sicherheitsprüfung',

  // The model
  'The model refused this request.': 'Das Modell hat diese Bitte abgelehnt.',
  'The model refused: {why}': 'Das Modell hat abgelehnt: {why}',
  'The model paused and said nothing. Send a message to go on.':
    'Das Modell hat innegehalten und nichts gesagt. Zum Weitermachen eine Nachricht senden.',
  "The conversation fills the model's context. Start a new session and say where this one stopped.":
    'Das Gespräch füllt den Kontext des Modells. Eine neue Sitzung beginnen und sagen, wo diese aufgehört hat.',
  'The model API took too long: try again.{rest}': 'Die Modell-API brauchte zu lange: noch einmal versuchen.{rest}',
  'The model API has an internal problem: try again later.{rest}':
    'Die Modell-API hat ein internes Problem: später noch einmal versuchen.{rest}',
  'The model server answered with status {status}.{rest}':
    'Der Server des Modells hat mit Status {status} geantwortet.{rest}',
  'The model API refused the request.{rest}': 'Die Modell-API hat die Anfrage abgelehnt.{rest}',
  'The API key was refused: check {key} or the key sent with the message.{rest}':
    'Der API-Schlüssel wurde abgelehnt: {key} oder den mitgesendeten Schlüssel prüfen.{rest}',
  'The model API has a billing problem with this account: check plan and credit.{rest}':
    'Die Modell-API kann mit diesem Konto nicht abrechnen: Tarif und Guthaben prüfen.{rest}',
  'The API key may not do this: use a key with access to the model.{rest}':
    'Der API-Schlüssel darf das nicht: einen mit Zugang zum Modell nehmen.{rest}',
  "The model API does not know this model or address: check the model's name and the server's address.{rest}":
    'Die Modell-API kennt dieses Modell oder diese Adresse nicht: beides prüfen.{rest}',
  'The conversation is too large for one request: start a new session.{rest}':
    'Das Gespräch ist zu groß für eine Anfrage: eine neue Sitzung beginnen.{rest}',
  "The model API's rate limit is reached: try again later.{rest}":
    'Die Modell-API nimmt gerade nicht so viele Anfragen an: später noch einmal versuchen.{rest}',
  'The model API is overloaded: try again later.{rest}':
    'Die Modell-API ist überlastet: später noch einmal versuchen.{rest}',
  "The account's spend limit for this month is reached: raise it, or wait for the first of next month.{rest}":
    'Die Ausgabengrenze des Kontos für diesen Monat ist erreicht: anheben oder auf den Ersten warten.{rest}',
  'No API key is set: set ANTHROPIC_API_KEY, or send a key with the message.':
    'Es fehlt ein API-Schlüssel: ANTHROPIC_API_KEY setzen oder einen mit der Nachricht senden.',
  'The model server {server} was silent for {time} s{rest}':
    'Der Server des Modells ({server}) hat {time} s geschwiegen{rest}',
  'The model server {server} could not be reached within {time} s{rest}':
    'Der Server des Modells ({server}) war in {time} s nicht zu erreichen{rest}',
  'No connection to the model server {server}: check the network and the address.{rest}':
    'Keine Verbindung zum Server des Modells ({server}): Netz und Adresse prüfen.{rest}',
};
