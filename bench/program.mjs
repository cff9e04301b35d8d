// Writes a made-up but realistic TypeScript server, in a past and a future version, to measure with:
//   node bench/program.mjs FOLDER [--files 400] [--lines 80000] [--types 1500] [--seed 1]
// The same parameters always give the same text.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { changeSpecs } from './program/changes.mjs';
import { CORE, coreFile } from './program/core.mjs';
import { domainFile, domainSpec } from './program/domain.mjs';
import { mainFile } from './program/main.mjs';
import { randomOf } from './program/random.mjs';
import { routeFile } from './program/routes.mjs';
import { serviceFile } from './program/services.mjs';
import { storeFile } from './program/stores.mjs';

/**
 * Writes both versions to `folder`/past and `folder`/future.
 * @param {string} folder
 * @param {{ files?: number, lines?: number, types?: number, seed?: number }} size `types`: state-bearing types, about
 */
export function writeProgram(folder, size = {}) {
  const { past, future } = programTexts(size);
  for (const [version, texts] of [
    ['past', past],
    ['future', future],
  ]) {
    for (const [path, text] of texts) {
      const file = join(folder, version, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

/**
 * The texts of both versions, by path.
 * @returns {{ past: Map<string, string>, future: Map<string, string> }}
 */
export function programTexts({ files = 400, lines = 80_000, types = 1500, seed = 1 } = {}) {
  const layers = layersOf(files);
  // Stores, services and routes bring types of their own with them; a domain module's last type may be a whole union.
  const others = 3 * layers.services + layers.stores + layers.routes;
  const perModule = (types - others) / layers.domain - 0.9;
  const specs = [];
  for (let index = 0; index < layers.domain; index += 1) {
    const count = Math.round(perModule * (index + 1)) - Math.round(perModule * index);
    specs.push(domainSpec(randomOf(seed, 'domain', index), index, Math.max(3, count), specs));
  }
  const plan = { layers, seed, target: Math.floor(lines / files) };
  return { past: print(plan, specs), future: print(plan, changeSpecs(randomOf(seed, 'changes', 0), specs)) };
}

function layersOf(files) {
  const rest = Math.max(4, files - 2);
  const domain = Math.max(1, Math.round(rest * 0.45));
  const stores = Math.max(1, Math.round(rest * 0.25));
  const services = Math.max(1, Math.round(rest * 0.2));
  return { domain, stores, services, routes: Math.max(1, rest - domain - stores - services) };
}

function print({ layers, seed, target }, specs) {
  const texts = new Map([
    ['package.json', `${JSON.stringify({ name: 'made-up-server', private: true, type: 'module' }, null, 2)}\n`],
    ['tsconfig.json', `${JSON.stringify(TSCONFIG, null, 2)}\n`],
    [CORE, coreFile()],
  ]);
  const add = ({ path, text }) => texts.set(path, text);
  const stores = [];
  for (const spec of specs) add(domainFile(randomOf(seed, 'print', spec.index), spec, target));
  for (let index = 0; index < layers.stores; index += 1) {
    stores.push(storeFile(randomOf(seed, 'store', index), index, share(specs, index, layers.stores), target));
  }
  const services = [];
  for (let index = 0; index < layers.services; index += 1) {
    services.push(serviceFile(randomOf(seed, 'service', index), index, share(stores, index, layers.services), target));
  }
  const routes = [];
  for (let index = 0; index < layers.routes; index += 1) {
    routes.push(routeFile(randomOf(seed, 'route', index), index, share(services, index, layers.routes), target));
  }
  for (const file of [...stores, ...services, ...routes]) add(file);
  add(mainFile(routes));
  return texts;
}

/** The part of a lower layer that one file of the layer above works with. */
function share(below, index, count) {
  const from = Math.floor((below.length * index) / count);
  const to = Math.floor((below.length * (index + 1)) / count);
  return below.slice(from, Math.max(to, from + 1)).concat(from >= below.length ? below.slice(-1) : []);
}

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023'],
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    types: [],
    rootDir: 'src',
    outDir: 'dist',
  },
  include: ['src'],
};

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      files: { type: 'string', default: '400' },
      lines: { type: 'string', default: '80000' },
      types: { type: 'string', default: '1500' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new Error('Name the folder to write to.');
  writeProgram(folder, Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Number(value)])));
}
