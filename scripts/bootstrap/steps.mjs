import fs from 'node:fs';
import { Problem, explain } from './Problem.mjs';
import { inCache } from './paths.mjs';

const interactive = process.stdout.isTTY && !process.env.CI;
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

const seconds = since => `${Math.round((Date.now() - since) / 1000)} s`;

/** Shows that a step goes on, for how long, and how it ended. */
export async function step(title, work) {
  const began = Date.now();
  let frame = 0;
  const tick = interactive
    ? setInterval(() => {
        frame = (frame + 1) % frames.length;
        process.stdout.write(
          `\r\x1b[K${frames[frame]} ${title} (${seconds(began)})`,
        );
      }, 120)
    : setInterval(
        () => console.log(`  … ${title} (${seconds(began)})`),
        15_000,
      );
  if (!interactive) console.log(`• ${title}`);
  try {
    const result = await work();
    clearInterval(tick);
    if (interactive) process.stdout.write(`\r\x1b[K`);
    console.log(`✔ ${title} (${seconds(began)})`);
    return result;
  } catch (error) {
    clearInterval(tick);
    if (interactive) process.stdout.write(`\r\x1b[K`);
    console.log(`✘ ${title} (${seconds(began)})`);
    throw error;
  }
}

/** Runs an entry point: signals and problems end it with one clear sentence. */
export async function main(work) {
  try {
    fs.mkdirSync(inCache('logs'), { recursive: true });
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    const sentence =
      error instanceof Problem
        ? error.message
        : explain(String(error?.code ?? '') + error?.message);
    console.error(`\n${sentence ?? error?.stack ?? error}`);
    process.exitCode = 1;
  }
}
