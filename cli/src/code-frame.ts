import type { Paint } from './terminal.ts';

const AROUND = 2;

/** Shows a place in a source: the lines around it, a caret below the column, and what is wrong there. */
export function codeFrame(source: string, line: number, column: number, message: string, paint: Paint): string {
  const lines = source.split(/\r?\n/);
  const first = Math.max(1, line - AROUND);
  const last = Math.min(lines.length, line + AROUND);
  const digits = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const text = lines[number - 1]!.replaceAll('\t', ' ');
    const mark = number === line ? paint('red', '>') : ' ';
    shown.push(`${mark} ${paint('dim', `${String(number).padStart(digits)} |`)} ${text}`.trimEnd());
    if (number === line) {
      const gutter = `  ${' '.repeat(digits)} ${paint('dim', '|')} `;
      shown.push(`${gutter}${' '.repeat(Math.max(0, column - 1))}${paint('red', `^ ${message}`)}`);
    }
  }
  return shown.join('\n');
}
