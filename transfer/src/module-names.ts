import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VersionNames } from '@timeferry/analysis/transfer-plan';
import { type LiveScript, realPath } from './program-scripts.ts';
import type { RawSourceMap } from './source-map.ts';

/**
 * Which script is which module of a version: by the files that may hold the module, else by a source map that leads to
 * exactly one of its sources. A module that was loaded twice has several scripts, in the order they were loaded.
 */
export function scriptsByModule(
  scripts: readonly LiveScript[],
  root: string,
  names: VersionNames,
): ReadonlyMap<string, readonly LiveScript[]> {
  const moduleOfFile = new Map<string, string>();
  for (const module of names.modules) {
    for (const file of [module.name, ...module.files]) moduleOfFile.set(realPath(join(root, file)), module.name);
  }
  const result = new Map<string, LiveScript[]>();
  for (const script of scripts) {
    const name = moduleOfFile.get(script.path) ?? moduleOfFile.get(onlySource(script, root) ?? '');
    if (name === undefined) continue;
    const found = result.get(name) ?? [];
    found.push(script);
    result.set(name, found);
  }
  return result;
}

/**
 * `node_modules/pkg/path.js` for a file of a package, however the package was linked; undefined for other files. The program
 * itself may be an installed package: of its own folder only what lies below the root counts.
 */
export function packageFile(path: string, root: string): string | undefined {
  const parts = (path.startsWith(`${root}/`) ? path.slice(root.length) : path).split('/node_modules/');
  if (parts.length === 1) return undefined;
  // The folders of a content-addressed store name versions, so only what follows the last of them is the same elsewhere.
  const inside = parts[1]?.startsWith('.') ? parts.slice(-1) : parts.slice(1);
  return `node_modules/${inside.join('/node_modules/')}`;
}

function onlySource(script: LiveScript, root: string): string | undefined {
  const map = rawSourceMap(script);
  const [source] = map?.sources ?? [];
  if (source === undefined || source === null || map?.sources?.length !== 1) return undefined;
  return sourcePath(script, map, source, root);
}

/** The path of a source that a script's source map names. Bundlers may name it by a URL of their own, from the root on. */
export function sourcePath(script: LiveScript, map: RawSourceMap, source: string, root: string): string {
  const named = /^[\w+.-]+:\/\//.test(source) ? source : join(map.sourceRoot ?? '', source);
  if (named.startsWith('file://')) return realPath(fileURLToPath(named));
  const [, path] = /^[\w+.-]+:\/+[^/]*\/(.*)$/.exec(named) ?? [];
  return realPath(path === undefined ? resolve(dirname(script.path), named) : resolve(root, path));
}

/** The source map of a script, as it stands in its file or in the script; undefined where there is none to read. */
export function rawSourceMap(script: LiveScript): RawSourceMap | undefined {
  const url = script.sourceMapUrl;
  if (url === '' || script.path.includes('/node_modules/')) return undefined;
  try {
    if (!url.startsWith('data:'))
      return JSON.parse(readFileSync(resolve(dirname(script.path), decodeURI(url)), 'utf8'));
    const [head = '', body = ''] = url.split(/,(.*)/s);
    return JSON.parse(
      head.endsWith(';base64') ? Buffer.from(body, 'base64').toString('utf8') : decodeURIComponent(body),
    );
  } catch {
    return undefined;
  }
}
