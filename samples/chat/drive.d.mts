/** All that the server shows of its state. */
export function read(port: number): Promise<object>;
export function fill(port: number): Promise<void>;
export function ping(port: number): Promise<unknown>;
