// Experiment files: opening, saving, what is asked before something is lost. And what is asked before the app ends.
export const document = {
  'document.experiments': 'Experiments',
  'document.openable': 'Experiments and bundles',
  'document.choose-folder': 'Open the folder of a recorded experiment',
  'document.all-files': 'All files',
  'document.cannot-open': '{file} cannot be opened.',
  'document.expected': 'Expected an experiment file of Unroll (.unroll.json).',
  'document.cannot-save': '{file} cannot be saved.',
  'document.nothing-to-save': 'What stands in the form is no experiment yet.',
  'document.nothing-to-save-text': 'Put right what is marked in the form, then save again.',
  'document.training': 'Training is going on.',
  'document.training-text': 'Stop it, or wait until it has ended; then open another experiment.',
  'document.unsaved': 'Save the changes to {name}?',
  'document.unsaved-text': 'What is not saved is lost otherwise. Recorded runs are kept in any case.',
  'document.save': 'Save',
  'document.dont-save': 'Don’t Save',
  'document.cancel': 'Cancel',
  'document.quit-training': 'Training is going on. Quit all the same?',
  'document.quit-training-text':
    'What has been trained so far is recorded, and can be resumed with “unroll run --resume”.',
  'document.quit': 'Quit',
  'document.keep-training': 'Keep Training',

  'report.title': 'Report a problem',
  'report.message': 'This is what a report of a problem should tell. Nothing has been sent.',
  'report.copy': 'Copy',
  'report.no-log': 'The log cannot be opened.',
} as const;
