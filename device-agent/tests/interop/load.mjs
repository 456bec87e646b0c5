// Lets Node load the SDK, which is published for bundlers: its files are modules without saying so, and
// import each other without their ending.
import { register } from 'node:module';

const SDK = '/improv-wifi-serial-sdk/';

export async function resolve(specifier, context, next) {
  const within = context.parentURL?.includes(SDK) && specifier.startsWith('.');
  const whole = within && !specifier.endsWith('.js') ? `${specifier}.js` : specifier;
  const found = await next(whole, context);
  return found.url.includes(SDK) ? { ...found, format: 'module' } : found;
}

// Node takes the hooks above from a second instance of this file, on a thread of its own.
import { isMainThread } from 'node:worker_threads';
if (isMainThread) register(import.meta.url);
