/** The world of `npm run sandbox`. */
export const sandboxWorld = 'sandbox';
