// What is wrong with an entry of the form, in one sentence.
export const problems = {
  'problem.sentence': 'Expected {expected}, got {got}.',
  'problem.nothing': 'nothing',
  'problem.experiment': 'Experiment',
  'problem.whole-number': 'a whole number from {min} to {max}',
  'problem.whole-number-above': 'a whole number above {min}, at most {max}',
  'problem.whole-number-below': 'a whole number from {min} to below {max}',
  'problem.number': 'a number from {min} to {max}',
  'problem.number-above': 'a number above {min}, at most {max}',
  'problem.number-below': 'a number from {min} to below {max}',
  'problem.or-nothing': '{range}, or nothing',
  'problem.dropout-one-layer': '0 with one layer (dropout acts between layers)',
  'problem.nesterov-no-momentum': 'off without momentum (set momentum above 0)',
  'problem.memory':
    'a run of at most {limit} of memory (take fewer hidden units, layers or time steps, or a smaller batch)',
  'problem.time': 'a run of at most {limit} (take fewer steps, or a smaller network or window)',
  'problem.about': 'about {need}',
  'problem.on': 'on',
  'problem.seed-again': 'a seed that is not in the list yet',
  'problem.label': 'a name of 1 to {longest} characters',
  'problem.label-again': 'a name that no other lane has',
  'problem.takes': 'Takes {range}.',
} as const;
