import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { window } from 'vscode';

interface NodeProcess {
  readonly pid: number;
  readonly command: string;
}

/** Lets the user pick a running Node process. Gives its id as text, as a launch configuration's variable wants it. */
export async function pickProcess(): Promise<string | undefined> {
  const processes = await nodeProcesses();
  if (processes.length === 0) {
    void window.showInformationMessage('No Node process of yours is running; start the past version first.');
    return undefined;
  }
  const items = processes.map(({ pid, command }) => ({ label: command, description: String(pid), pid }));
  const picked = await window.showQuickPick(items, {
    title: 'Rehearse against a running process',
    placeHolder: 'The Node process that runs the past version; it is only read',
    matchOnDescription: true,
  });
  return picked && String(picked.pid);
}

/** Node processes of this machine, the youngest first, this editor's own left out. */
async function nodeProcesses(): Promise<NodeProcess[]> {
  const all = process.platform === 'linux' ? await fromProc() : await fromPs();
  return all
    .filter(({ pid, command }) => pid !== process.pid && isNode(command) && !command.includes(process.execPath))
    .sort((a, b) => b.pid - a.pid);
}

function isNode(command: string): boolean {
  return /(^|[/\\])node(\.exe)?$/.test(command.split(' ', 1)[0]!);
}

async function fromProc(): Promise<NodeProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = pids.map(async (pid) => {
    // A process may end between being listed and being read.
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return { pid: Number(pid), command: command.split('\0').join(' ').trim() };
  });
  return Promise.all(commands);
}

async function fromPs(): Promise<NodeProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,command=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid && command ? [{ pid: Number(pid), command }] : [];
  });
}
