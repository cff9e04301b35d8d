import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Verdict } from '@timeferry/analysis/verdict';
import { type CheckResult, checkVersions, type OpenPiece } from '@timeferry/project/check-versions';
import type { Project } from '@timeferry/project/open-project';
import { planTransfer } from '@timeferry/project/plan-transfer';
import { transferFolder } from '@timeferry/project/transfer-folder';
import { type CheckedMappers, checkMappers } from './check-mappers.ts';
import { codeFrame } from './code-frame.ts';
import { type Finding, sarifLog } from './sarif.ts';
import type { Paint, Terminal } from './terminal.ts';
import { version } from './version.ts';

const LEVELS: Partial<Record<Verdict, Finding['level']>> = { choose: 'warning' };

/** `timeferry check`: exit code 1 while something needs the author. */
export async function runCheck(project: Project, terminal: Terminal): Promise<number> {
  const planned = planTransfer(project);
  const result = checkVersions(project, planned);
  const { json, sarif, properties } = project.settings;
  const checked = properties ? await checkMappers(project, planned) : null;
  const findings = [...findingsOf(result, project), ...(checked?.findings ?? [])];
  if (sarif !== undefined)
    writeFileSync(sarif, `${JSON.stringify(sarifLog(findings, version, process.cwd()), null, 2)}\n`);
  const ok = findings.length === 0;
  await terminal.out(
    json
      ? `${JSON.stringify({ schema: 1, ok, ...result, ...(checked && { properties: checked.results }) }, null, 2)}\n`
      : render(result, findings, checked, terminal.paint),
  );
  return ok ? 0 : 1;
}

function findingsOf({ open, problems }: CheckResult, project: Project): Finding[] {
  const folder = transferFolder(project.future.root, project.settings);
  return [
    ...open.map((piece) => ({
      rule: piece.verdict,
      level: LEVELS[piece.verdict] ?? ('error' as const),
      message: `${piece.name}: ${piece.reason}`,
      ...placeOf(piece, project),
    })),
    ...problems.map(({ file, line, column, message }) => ({
      rule: 'transfer',
      level: 'error' as const,
      message,
      path: join(folder, file),
      line,
      column,
    })),
  ];
}

function placeOf({ version, position }: OpenPiece, project: Project): Pick<Finding, 'path' | 'line' | 'column'> {
  const { root } = project[version];
  return position === null
    ? { path: join(root, 'package.json'), line: 1, column: 1 }
    : { path: join(root, position.file), line: position.line, column: position.column };
}

function render(
  { settled, stale }: CheckResult,
  findings: readonly Finding[],
  checked: CheckedMappers | null,
  paint: Paint,
): string {
  const blocks = findings.map((finding) => renderFinding(finding, paint));
  for (const { state, reason } of settled) blocks.push(`${paint('green', 'settled')}  ${state}: ${reason}`);
  for (const { message } of stale) blocks.push(`${paint('yellow', 'stale')}  ${message}`);
  if (checked) blocks.push(renderMappers(checked));
  const count = `${findings.length} ${findings.length === 1 ? 'thing needs' : 'things need'} you.`;
  blocks.push(findings.length === 0 ? paint('green', 'Nothing left to decide.') : paint('red', count));
  return `${blocks.join('\n\n')}\n`;
}

function renderMappers({ results: { mappers, seed }, saved }: CheckedMappers): string {
  const held = mappers.filter(({ outcome }) => outcome === 'holds');
  const values = mappers.reduce((sum, { runs }) => sum + runs, 0);
  const unproved = mappers.flatMap(({ outcome, target, why }) =>
    outcome === 'unproved' ? [`Nothing is proved of ${target}: ${why}.`] : [],
  );
  const summary = `${held.length} of ${mappers.length} mappers keep their law on ${values} arbitrary values (--seed ${seed}).`;
  return [...unproved, ...saved.map((path) => `Saved ${relative(process.cwd(), path)}.`), summary].join('\n');
}

function renderFinding({ rule, message, path, line, column }: Finding, paint: Paint): string {
  const place = paint('cyan', `${relative(process.cwd(), path)}:${line}:${column}`);
  try {
    const [first, ...rest] = message.split('\n');
    const frame = codeFrame(readFileSync(path, 'utf8'), line, column, `${rule}: ${first}`, paint);
    return [`${place}\n${frame}`, ...rest.map((each) => `  ${each}`)].join('\n');
  } catch {
    return `${place} ${rule}: ${message}`;
  }
}
