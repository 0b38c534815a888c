-- The words that say which Markdown documents are ours. They mirror the server's own lists
-- (server/forewarn/catalog/data/heading-synonyms.yaml); tests/editors/test_neovim.py holds the two together.
return {
  -- In the name of a file or folder, once case, `-`, `_`, `.` and blanks are dropped.
  names = { 'threatmodel', 'threatmodelling', 'securitymodel' },
  -- Folders that design documents live in.
  folders = {
    'design', 'designs', 'design-docs', 'designdocs', 'design-documents', 'design-proposals', 'rfc', 'rfcs', 'adr', 'adrs',
    'decisions', 'decision-records', 'records', 'proposals', 'proposal', 'keps', 'teps', 'enhancements', 'eips', 'ercs', 'hips',
    'text', 'specs', 'oteps', 'geps', 'architecture-decisions', 'architecture-decision-records', 'tech-specs',
    'technical-designs',
  },
  -- In the first heading.
  titles = {
    'threat model', 'threat modeling', 'threat modelling', 'security model', 'threat analysis', 'stride', 'failure modes',
    'risks and mitigations', 'bedrohungsmodell', 'bedrohungsanalyse', 'modèle de menace', 'modelo de amenaza',
    'modelado de amenazas', 'modelo de ameaça', 'modelagem de ameaças', 'модель угроз', '威胁模型', '威胁建模', '威脅模型',
    '威脅建模', '脅威モデル', '脅威分析', '위협 모델',
  },
  -- In any heading, by kind: two kinds make a document one.
  headings = {
    threats = {
      'threat', 'attack', 'abuse', 'misuse', 'stride', 'adversar', 'security risk', 'vulnerab', 'go wrong', 'failure mode',
    },
    mitigations = { 'mitigation', 'countermeasure', 'security control', 'safeguard' },
    boundaries = { 'trust bound', 'trust zone' },
    considerations = { 'security consideration', 'security and privacy consideration' },
  },
}
