export default {
  'search.what': 'What',
  'search.texts': 'Texts',
  'search.texts_are': 'Messages, answers, commands and titles',
  'search.everything': 'Everything',
  'search.everything_is': 'Also what tools were given and printed, and what the agent thought',
  'search.wider': 'Look in what tools printed and the agent thought',
  'search.nothing_done': 'Nothing was said or done with these words.',
  'search.thinking': 'Thinking',
  'search.input': 'Input',
  'search.output': 'Output',
};
