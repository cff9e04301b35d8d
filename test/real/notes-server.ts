import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The past version of the notes server, with clients that keep asking it while something else goes on. */
export class NotesServer implements AsyncDisposable {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #base: string;
  readonly #exited: Promise<unknown>;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.pid = child.pid!;
    this.#base = `http://127.0.0.1:${port}`;
    this.#exited = new Promise((resolve) => child.once('exit', resolve));
  }

  static async start(folder: string): Promise<NotesServer> {
    const child = spawn(process.execPath, ['server.js'], {
      cwd: folder,
      // Other tests may have an inspector open on the port that everybody uses.
      env: { ...process.env, NODE_OPTIONS: '--inspect-port=0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let words = '';
    child.stderr.on('data', (text: Buffer) => {
      words += text;
    });
    const port = await new Promise<number>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const match = /^listening on (\d+)/.exec(line);
        if (match !== null) resolve(Number(match[1]));
      });
      child.once('exit', () => reject(new Error(`The notes server did not start: ${words}`)));
    });
    return new NotesServer(child, port);
  }

  logIn(user: string): Promise<Answer> {
    return this.#ask('POST', `/logins/${user}`);
  }

  add(token: string, note: { readonly id: number; readonly title: string; readonly text: string }): Promise<Answer> {
    return this.#ask('PUT', `/notes/${note.id}?${new URLSearchParams({ token, title: note.title, text: note.text })}`);
  }

  find(text: string): Promise<Answer> {
    return this.#ask('GET', `/notes?${new URLSearchParams({ q: text })}`);
  }

  /** Lets clients search all the time while something is done; gives its result and how many got their answer. */
  async whileAsked<T>(text: string, work: Promise<T>): Promise<{ readonly result: T; readonly answered: number }> {
    let isOver = false;
    const client = async (): Promise<number> => {
      let answered = 0;
      while (!isOver) {
        const { status } = await this.find(text);
        if (status === 200) answered += 1;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return answered;
    };
    const watched = work.finally(() => {
      isOver = true;
    });
    const [result, ...answers] = await Promise.all([watched, client(), client()]);
    return { result, answered: answers.reduce((sum, count) => sum + count, 0) };
  }

  async #ask(method: string, path: string): Promise<Answer> {
    // Where the machine is slow, the server may close a kept connection as idle just when the next request takes it.
    const response = await fetch(this.#base + path, { method, headers: { connection: 'close' } });
    return { status: response.status, body: await response.json() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}
