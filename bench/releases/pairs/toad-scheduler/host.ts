import { type AsyncTask, type LongIntervalJob, type SimpleIntervalJob, type Task, ToadScheduler } from 'toad-scheduler';

export const scheduler = new ToadScheduler();
export const tasks: (Task | AsyncTask)[] = [];
export const jobs: (SimpleIntervalJob | LongIntervalJob)[] = [];
