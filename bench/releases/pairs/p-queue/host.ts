import PQueue from 'p-queue';

export const uploads = new PQueue({ concurrency: 2 });
