// The part of Helm's templates that the chart keeps to: values, quote, toJson, and if around whole lines.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const kAction = /\{\{ (\.[\w.]+)( \| (?:quote|toJson))? \}\}/g;
const filters = { '': (value) => String(value), ' | quote': (value) => JSON.stringify(String(value)),
  ' | toJson': (value) => JSON.stringify(value) };

function valueOf(path, values) {
  const value = path.split('.').slice(1).reduce((at, key) => at?.[key], { Values: values });
  if (value === undefined) throw new Error(`${path} is no value of the chart`);
  return value;
}

export function render(template, values) {
  const fill = (_, path, filter = '') => filters[filter](valueOf(path, values));
  const lines = [];
  const shown = [true];
  for (const line of template.split('\n')) {
    const condition = /^\{\{- if (\.[\w.]+) \}\}$/.exec(line);
    if (condition) shown.push(shown.at(-1) && Boolean(valueOf(condition[1], values)));
    else if (line === '{{- end }}') shown.pop();
    else if (shown.at(-1)) lines.push(line.replace(kAction, fill));
  }
  const text = lines.join('\n');
  if (shown.length !== 1 || text.includes('{{'))
    throw new Error(`more than this renderer knows: ${text.match(/.*\{\{.*/)}`);
  return text;
}

function merged(defaults, more) {
  const all = { ...defaults };
  for (const [key, value] of Object.entries(more))
    all[key] = value?.constructor === Object ? merged(defaults[key], value) : value;
  return all;
}

/** All manifests of the chart as one text. */
export function renderChart(chart, more = {}) {
  const values = merged(parse(readFileSync(join(chart, 'values.yaml'), 'utf8')), more);
  const folder = join(chart, 'templates');
  return readdirSync(folder).sort().map((file) => render(readFileSync(join(folder, file), 'utf8'), values).trim())
    .filter(Boolean).join('\n---\n');
}

/** The chart with its defaults, as deploy/kubernetes has it. */
export function plainManifests(chart) {
  return `# Made from deploy/helm/pilothouse by its defaults: change it there.\n${renderChart(chart)}\n`;
}
