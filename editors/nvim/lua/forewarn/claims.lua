-- Which buffers are threat models or design documents. The server decides for good; these are the rules that cost
-- nothing to look at, so that it does not start for every YAML file.
local words = require('forewarn.words')

local M = {}

local LINES_READ = 400

local function holds(text, phrases)
  for _, phrase in ipairs(phrases) do
    if text:find(phrase, 1, true) then
      return true
    end
  end
  return false
end

local function named_threat_model(name)
  name = name:lower()
  return name:find('^threat%-model%.') or name:find('%.threat%-model%.')
end

-- YAML and JSON: the name, or the key that marks a model or an organisation's own rules. `key` is the pattern of a key,
-- with NAME for its name.
local function model_reason(name, lines, key)
  if named_threat_model(name) then
    return 'its name is that of a threat model'
  end
  for _, line in ipairs(lines) do
    for _, marker in ipairs({ 'threat-model', 'own-rules' }) do
      if line:find((key:gsub('NAME', (vim.pesc(marker):gsub('%%', '%%%%'))))) then
        return 'it has the key ' .. marker
      end
    end
  end
end

-- What says how files are checked is checked as well.
local function settings_reason(name, lines)
  if name == 'forewarn.toml' then
    return 'its name is that of the configuration'
  end
  for _, line in ipairs(name == 'pyproject.toml' and lines or {}) do
    if line:find('^%[tool%.forewarn[%].]') then
      return 'it has a table for forewarn'
    end
  end
end

local function by_path(path)
  for part in path:gmatch('[^/]+') do
    if holds(part:lower():gsub('[-_. ]', ''), words.names) then
      return 'its path says that it is a threat model'
    end
  end
  for folder in vim.fs.dirname(path):gmatch('[^/]+') do
    if vim.list_contains(words.folders, folder:lower()) then
      return 'it lies in a folder of design documents'
    end
  end
end

local function by_front_matter(lines)
  for number, line in ipairs(lines) do
    if line:find('^threat%-model:') then
      return 'its front matter names a threat model'
    elseif line:find('^%-%-%-') and number > 1 then
      return
    end
  end
end

local function by_headings(lines)
  local kinds, fence, titled = {}, nil, false
  for _, line in ipairs(lines) do
    local mark, info = line:match('^%s*([`~][`~][`~]+)%s*(.*)')
    local heading = not fence and line:match('^#+%s+(.*)')
    if fence then
      fence = not (mark and vim.startswith(mark, fence) and info == '') and fence or nil
    elseif mark then
      if info:find('^threat%-model') or info:find('^ya?ml%s+.*threat%-model') then
        return 'it holds a threat-model block'
      end
      fence = mark
    elseif heading then
      heading = heading:lower()
      if not titled and holds(heading, words.titles) then
        return 'its title says that it is a threat model'
      end
      titled = true
      for kind, phrases in pairs(words.headings) do
        kinds[kind] = kinds[kind] or holds(heading, phrases) or nil
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
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, LINES_READ, false)
  local filetype = vim.bo[buffer].filetype
  if filetype == 'yaml' then
    return model_reason(vim.fs.basename(path), lines, '^[\'"]?NAME[\'"]?%s*:')
  elseif filetype == 'json' then
    return model_reason(vim.fs.basename(path), lines, '"NAME"%s*:')
  elseif filetype == 'toml' then
    return settings_reason(vim.fs.basename(path), lines)
  elseif filetype == 'forewarn-dismissed' then
    return 'its name is that of the file of dismissals'
  elseif filetype == 'markdown' then
    -- What the folders above the workspace are called says nothing about the file.
    local inside = vim.fs.relpath(M.root(buffer), path) or vim.fs.basename(path)
    local front = lines[1] == '---' and by_front_matter(lines) or nil
    return by_path(inside) or front or by_headings(lines)
  end
end

return M
