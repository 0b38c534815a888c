/** Which documents start the server. What it would check must not be missed; the rest of a repository is left alone. */
import { expect, test } from 'vitest';
import { reason } from '../../src/ours';

test.each([
  ['THREAT_MODEL.md', 'markdown', '# Ours\n', "its name or a folder's says that it is a threat model"],
  ['security-model/README.md', 'markdown', '# Ours\n', "its name or a folder's says that it is a threat model"],
  ['rfcs/0001.md', 'markdown', '# Ours\n', 'it lies in a folder for design documents'],
  ['a.md', 'markdown', '---\ntitle: A\nthreat-model: true\n---\n# Ours\n', 'its front matter has threat-model:'],
  ['a.md', 'markdown', '---\r\nthreat-model: true\r\n---\r\n# Ours\r\n', 'its front matter has threat-model:'],
  ['a.md', 'markdown', '# Ours\n\n```threat-model\nassets: {}\n```\n', 'it holds a block threat-model'],
  ['a.md', 'markdown', '# Ours\n\n~~~ yaml threat-model\n~~~\n', 'it holds a block threat-model'],
  ['a.md', 'markdown', 'Draft\n\n# Threat model of ours\n', 'its title says that it is a threat model'],
  ['a.md', 'markdown', '# Bedrohungsmodell\n', 'its title says that it is a threat model'],
  ['a.md', 'markdown', '# Ours\n## Threats\n## Mitigations\n', 'its headings are those of a threat model'],
  ['a.md', 'markdown', '# Ours\n## Threats\n## Trust boundaries\n', 'its headings are those of a threat model'],
  ['web.threat-model.json', 'json', '{}', 'its name is that of a threat model'],
  ['app.tc.json', 'json', '{"schema": 1}', 'its name is that of a threat model'],
  ['a.json', 'json', '{"threat-model": "Ours"}', 'it has a key that marks a threat model'],
  ['a.yaml', 'yaml', '# ours\n"threat-model": Ours\n', 'it has a key that marks a threat model'],
  ['a.yaml', 'yaml', 'threagile_version: 1.0.0\n', 'it has a key that marks a threat model'],
])('%s (%s) %j is ours', (name, language, text, why) => {
  expect(reason(`/home/ana/parcels/${name}`, language, text)).toBe(why);
});

test.each([
  ['README.md', 'markdown', '# Ours\n## Usage\n'],
  ['a.md', 'markdown', '# Ours\n## Threats\n'],
  ['a.md', 'markdown', '# Ours\n---\nthreat-model: here is one\n'],
  ['a.md', 'markdown', '# Ours\n## A word on threat modelling\n'],
  ['deployment.yaml', 'yaml', 'kind: Deployment\nmetadata: {name: api}\n'],
  ['my-threat-models.yaml', 'yaml', 'kind: Deployment\n'],
  ['nested.yaml', 'yaml', 'spec:\n  threat-model: no\n'],
  ['package.json', 'json', '{"name": "threat-model"}'],
  ['empty.md', 'markdown', ''],
])('%s (%s) %j is left alone', (name, language, text) => {
  expect(reason(`/home/ana/parcels/${name}`, language, text)).toBeUndefined();
});

test('what folders far above a file are called says nothing about it', () => {
  expect(reason('/designs/a/b/c/d/e/f/README.md', 'markdown', '# Ours\n')).toBeUndefined();
});
