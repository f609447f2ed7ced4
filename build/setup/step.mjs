// What every step of set-up is, and what it is handed.

/**
 * @typedef {object} Work
 * @property {import('./site.mjs').Site} site
 * @property {import('./progress.mjs').Progress} progress
 * @property {AbortSignal} signal
 * @property {(pid: number | undefined) => void} onTool   tells the lock which tool runs
 */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {(site: import('./site.mjs').Site) => boolean} isDone   a matter of milliseconds
 * @property {(work: Work) => Promise<void>} run
 *   may be ended anywhere and run again; throws a SetupFailure or NotPossibleHere
 */

/**
 * Runs a tool for a step, with the step's signal and lock.
 * @param {Work} work
 * @returns {{ env: NodeJS.ProcessEnv, cwd: string, signal: AbortSignal, onTool: Work['onTool'] }}
 */
export function toolOptions({ site, signal, onTool }) {
  return { env: site.env, cwd: site.root, signal, onTool };
}
