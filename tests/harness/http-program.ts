// A program that does nothing but serve the tiny schema until its input ends: run with a small heap and attacked.
import { aServer } from './tiny-server.js';

const { url, server } = await aServer();
process.stdout.write(`${url}\n`);
process.stdin.resume().once('end', () => void server.close());
