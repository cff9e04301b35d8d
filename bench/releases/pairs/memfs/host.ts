import { Volume } from 'memfs';
import type { Dirent } from 'memfs/lib/Dirent';
import type { Stats } from 'memfs/lib/Stats';

export const disk = new Volume();
export const listed: Dirent[] = [];
export const looked = new Map<string, Stats<number>>();
