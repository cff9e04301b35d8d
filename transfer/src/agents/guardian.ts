export const name = 'guardian';
