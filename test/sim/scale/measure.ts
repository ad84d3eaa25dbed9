/** `node test/sim/scale/measure.ts [SECONDS] [SIZES]`: the cost of idling by size, as the table of docs/BENCHMARKS.md. */
import { idleCost } from './idle.ts';

const [seconds = '60', sizes = '50,500,5000'] = process.argv.slice(2);

console.log(
  '| members | all know all after, s | messages/s per member | bytes/s per member | busiest member, bytes/s | real s per virtual minute |',
);
console.log(
  '| ------- | --------------------- | --------------------- | ------------------ | ----------------------- | ------------------------- |',
);
for (const size of sizes.split(',').map(Number)) {
  const { joinedS, messagesPerS, bytesPerS, maxBytesPerS, realSPerMinute } = idleCost(size, Number(seconds));
  const figures = [
    joinedS.toFixed(1),
    messagesPerS.toFixed(1),
    bytesPerS.toFixed(0),
    maxBytesPerS.toFixed(0),
    realSPerMinute.toFixed(1),
  ];
  console.log(`| ${size} | ${figures.join(' | ')} |`);
}
