// The oldest Node everything here runs on: the packages ask for it.
import { SetupFailure } from './failure.mjs';

const OLDEST = [20, 19];

/**
 * @param {string} version of Node, `20.19.0`
 * @returns {SetupFailure | undefined} undefined when it will do
 */
export function nodeTooOld(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return new SetupFailure({
    what: `Node ${OLDEST.join('.')} or newer is needed, this is ${version}`,
    why: [],
    remedy: ['Install a newer Node, then run this again.'],
  });
}
