// Writes deploy/kubernetes/pilothouse.yaml after a change of the chart: node write.mjs (after npm ci)
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { plainManifests } from './renderer.mjs';

const deploy = fileURLToPath(new URL('../../../deploy', import.meta.url));
writeFileSync(`${deploy}/kubernetes/pilothouse.yaml`, plainManifests(`${deploy}/helm/pilothouse`));
