export default {
  'search.what': 'Was',
  'search.texts': 'Texte',
  'search.texts_are': 'Nachrichten, Antworten, Befehle und Titel',
  'search.everything': 'Alles',
  'search.everything_is': 'Auch was Werkzeuge bekamen und ausgaben und was der Agent dachte',
  'search.wider': 'Auch in Ausgaben und Gedanken suchen',
  'search.nothing_done': 'Nichts mit diesen Worten wurde gesagt oder getan.',
  'search.thinking': 'Gedanken',
  'search.input': 'Eingabe',
  'search.output': 'Ausgabe',
};
