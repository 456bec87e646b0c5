// Provisions a device with the Improv SDK over a serial port, and says what came of it as one line of JSON:
// node --import ./load.mjs driver.mjs FOLDER PORT SSID PASSWORD
import { openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { pathToFileURL } from 'node:url';

const [folder, path, ssid, password] = process.argv.slice(2);
const sdk = pathToFileURL(`${folder}/node_modules/improv-wifi-serial-sdk/dist/serial.js`);
const { ImprovSerial } = await import(sdk);

// What the browser's Web Serial would give.
const line = openSync(path, 'r+');
const incoming = new ReadStream(line);
const port = {
  readable: new ReadableStream({
    start: (readable) => void incoming.on('data', (bytes) => readable.enqueue(new Uint8Array(bytes))),
  }),
  writable: new WritableStream({ write: (bytes) => void writeSync(line, bytes) }),
};
const problems = [];
const logger = { log() {}, debug() {}, error: (...words) => problems.push(words.join(' ')) };
const refusal = (promise) => promise.then(() => null, (error) => String(error));

const client = new ImprovSerial(port, logger);
const states = [];
client.addEventListener('state-changed', (event) => states.push(event.detail));
const info = await client.initialize(30_000);
const networks = await client.scan();
const wrongPassword = await refusal(client.provision(ssid, 'not this one'));
await client.provision(ssid, password);
const unknownCommand = await refusal(client.requestNetworkState());
await client.requestCurrentState();

console.log(JSON.stringify({ info, networks, wrongPassword, unknownCommand, states, problems }));
// A read from the port is still waiting.
process.exit(0);
