import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One thing that a check says about a place in a file. */
export interface Finding {
  /** Name of the rule: the verdict. */
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: string;
  /** Absolute path. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Findings as a SARIF 2.1.0 log, as code scanning services read it: files below `base` are named relative to it. */
export function sarifLog(findings: readonly Finding[], version: string, base: string): object {
  const rules = [...new Set(findings.map(({ rule }) => rule))].map((id) => ({ id }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'timeferry', version, rules } },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ rule, level, message, path, line, column }) => ({
          ruleId: rule,
          level,
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(path, base) },
                region: { startLine: line, startColumn: column },
              },
            },
          ],
        })),
      },
    ],
  };
}

function uriOf(path: string, base: string): string {
  const inside = relative(base, path).replaceAll('\\', '/');
  return inside.startsWith('../') ? pathToFileURL(path).href : encodeURI(inside);
}
