-- Which buffers are threat models or design documents. The server decides for good; these are the rules that cost
-- nothing to look at, so that it does not start for every YAML file.
local M = {}

local LINES_READ = 400

-- Folders that design documents live in.
local DESIGN_FOLDERS = {}
for _, name in ipairs({
  'design', 'designs', 'design-docs', 'rfc', 'rfcs', 'adr', 'adrs', 'decisions', 'records', 'proposals', 'keps', 'teps',
  'enhancements', 'eips', 'text',
}) do
  DESIGN_FOLDERS[name] = true
end

-- Headings of a threat model, by kind: two kinds make a document one.
local HEADINGS = {
  threats = { 'threat', 'attack surface', 'abuse case', 'what can go wrong' },
  mitigations = { 'mitigation', 'countermeasure', 'security control', 'security measure' },
  boundaries = { 'trust boundar', 'trust zone' },
  considerations = { 'security consideration' },
}

local function is_model_path(path)
  local bare = path:lower():gsub('[-_. ]', '')
  return bare:find('threatmodel', 1, true) or bare:find('securitymodel', 1, true)
end

local function yaml_reason(name, lines)
  if name:lower():find('threat-model', 1, true) then
    return 'its name says threat-model'
  end
  for _, line in ipairs(lines) do
    if line:find('^threat%-model%s*:') then
      return 'it has the key threat-model:'
    end
  end
end

local function json_reason(name, lines)
  if name:lower():find('threat-model', 1, true) then
    return 'its name says threat-model'
  end
  for _, line in ipairs(lines) do
    if line:find('"threat%-model"%s*:') then
      return 'it has the key threat-model'
    end
  end
end

local function markdown_reason(path, lines)
  if is_model_path(path) then
    return 'its path says threat model'
  end
  for folder in vim.fs.dirname(path):gmatch('[^/]+') do
    if DESIGN_FOLDERS[folder:lower()] then
      return 'it lies in a folder of design documents'
    end
  end
  if lines[1] == '---' then
    for number = 2, #lines do
      if lines[number] == '---' then
        break
      elseif lines[number]:find('^threat%-model%s*:') then
        return 'its front matter names a threat model'
      end
    end
  end
  local kinds = {}
  for _, line in ipairs(lines) do
    if line:find('^%s*```+%s*threat%-model') or line:find('^%s*```+%s*yaml threat%-model') then
      return 'it holds a threat-model block'
    end
    local heading = line:match('^#+%s+(.*)')
    for kind, words in pairs(heading and HEADINGS or {}) do
      for _, word in ipairs(words) do
        if heading:lower():find(word, 1, true) then
          kinds[kind] = true
        end
      end
    end
  end
  if vim.tbl_count(kinds) >= 2 then
    return 'its headings are those of a threat model'
  end
end

-- The workspace of a file: the nearest folder above it with our configuration or .git, else its own folder.
function M.root(buffer)
  return vim.fs.root(buffer, { 'forewarn.toml', '.git' }) or vim.fs.dirname(vim.api.nvim_buf_get_name(buffer))
end

-- Why the buffer is ours, as the end of the sentence "forewarn reads this file because …", or nil.
function M.reason(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  if path == '' or vim.bo[buffer].buftype ~= '' then
    return nil
  end
  -- What the folders above the workspace are called says nothing about the file.
  local inside = vim.fs.relpath(M.root(buffer), path) or vim.fs.basename(path)
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, LINES_READ, false)
  local filetype = vim.bo[buffer].filetype
  if filetype == 'yaml' then
    return yaml_reason(vim.fs.basename(path), lines)
  elseif filetype == 'json' then
    return json_reason(vim.fs.basename(path), lines)
  elseif filetype == 'markdown' then
    return markdown_reason(inside, lines)
  end
end

return M
