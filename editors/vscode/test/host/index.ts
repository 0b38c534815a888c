/** What VS Code's extension host runs in place of a person: all suites, with their result as a promise. */
import Mocha from 'mocha';

export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', color: false, timeout: 60_000, reporter: 'spec' });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  require('./suite');
  return new Promise((done, failed) => {
    mocha.run((failures) => (failures ? failed(new Error(`${failures} failed`)) : done()));
  });
}
