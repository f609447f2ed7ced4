// A file as its text: the bundler puts it in.
declare module '*.csv?raw' {
  const text: string;
  // eslint-disable-next-line no-restricted-syntax -- the form in which the bundler gives it
  export default text;
}
