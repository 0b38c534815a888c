/**
 * Which documents are ours, as far as patterns tell. The server decides for good; this is so that it does not start for
 * every YAML file. What the server would check must not be missed here; a start in vain does no harm.
 */
import rules from './ours.json';

/** How many parts of a path, from its end, may speak for a file; how many characters of its text. */
const PARTS = 6;
const CHARACTERS = 100_000;

/** Why the document is ours, as the end of the sentence "because …"; undefined if nothing says so. */
export function reason(path: string, language: string, text: string): string | undefined {
  const near = path.split('/').slice(-PARTS).join('/');
  const head = text.slice(0, CHARACTERS).replaceAll('\r\n', '\n');
  const matches = (rule: (typeof rules)[number]) => {
    const seen = rule.in === 'path' ? near : head;
    return rule.patterns.filter((pattern) => new RegExp(pattern, 'imu').test(seen)).length >= rule.least;
  };
  return rules.find((rule) => rule.languages.includes(language) && matches(rule))?.why;
}
