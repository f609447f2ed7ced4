// What a traced function must not do because it would happen once, while tracing, and never again: draw random numbers,
// make or assign variables.
import * as tf from '@tensorflow/tfjs-core';
import type { DataId } from '@tensorflow/tfjs-core';

/** Operations of tfjs that draw random numbers in JavaScript; no kernel runs, only their scope tells. */
const RANDOM: ReadonlySet<string> = new Set([
  ...['rand', 'randomGamma', 'randomNormal', 'randomStandardNormal', 'randomUniform', 'randomUniformInt'],
  ...['truncatedNormal', 'dropout'],
]);

/** Called where values become a tensor. @throws when they were drawn at random. */
export function refuseRandom(): void {
  for (const { name } of tf.engine().state.scopeStack) {
    const op = name.replace(/__op$/, '');
    if (op === name || !RANDOM.has(op)) continue;
    throw new Error(
      `tf.${op} was called inside a traced function, where the numbers drawn would be the same at every call: draw them ` +
        'outside and pass them in as an input.',
    );
  }
}

/** Every variable there is and the data it holds. */
export function variablesNow(): ReadonlyMap<string, DataId> {
  return new Map(Object.values(tf.engine().registeredVariables).map(({ name, dataId }) => [name, dataId]));
}

/** @throws naming a variable that was made or assigned since `before`. */
export function assertVariablesUntouched(before: ReadonlyMap<string, DataId>): void {
  for (const { name, dataId } of Object.values(tf.engine().registeredVariables)) {
    const known = before.get(name);
    if (known === dataId) continue;
    throw new Error(
      `The variable ${name} was ${known === undefined ? 'made' : 'assigned'} inside a traced function, which would happen ` +
        'once, while tracing, and never again: return the value, and pass it in at the next call.',
    );
  }
}

/** Disposes of the variables that are not among `before`: scopes do not own them. */
export function disposeNewVariables(before: ReadonlyMap<string, DataId>): void {
  for (const variable of Object.values(tf.engine().registeredVariables)) {
    if (!before.has(variable.name)) variable.dispose();
  }
}
