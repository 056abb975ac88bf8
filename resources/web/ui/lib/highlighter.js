// highlight.js with the grammars that answers and results need: one part of the page, loaded late.
import hljs from '../../../vendor/highlightjs-11.12.0/es/core.min.js';
import bash from '../../../vendor/highlightjs-11.12.0/es/languages/bash.min.js';
import c from '../../../vendor/highlightjs-11.12.0/es/languages/c.min.js';
import cpp from '../../../vendor/highlightjs-11.12.0/es/languages/cpp.min.js';
import css from '../../../vendor/highlightjs-11.12.0/es/languages/css.min.js';
import diff from '../../../vendor/highlightjs-11.12.0/es/languages/diff.min.js';
import ini from '../../../vendor/highlightjs-11.12.0/es/languages/ini.min.js';
import java from '../../../vendor/highlightjs-11.12.0/es/languages/java.min.js';
import javascript from '../../../vendor/highlightjs-11.12.0/es/languages/javascript.min.js';
import json from '../../../vendor/highlightjs-11.12.0/es/languages/json.min.js';
import markdown from '../../../vendor/highlightjs-11.12.0/es/languages/markdown.min.js';
import python from '../../../vendor/highlightjs-11.12.0/es/languages/python.min.js';
import sql from '../../../vendor/highlightjs-11.12.0/es/languages/sql.min.js';
import typescript from '../../../vendor/highlightjs-11.12.0/es/languages/typescript.min.js';
import xml from '../../../vendor/highlightjs-11.12.0/es/languages/xml.min.js';
import yaml from '../../../vendor/highlightjs-11.12.0/es/languages/yaml.min.js';

const kGrammars = { bash, c, cpp, css, diff, ini, java, javascript, json, markdown, python, sql, typescript, xml,
  yaml };
for (const [name, grammar] of Object.entries(kGrammars)) hljs.registerLanguage(name, grammar);

export { hljs };
