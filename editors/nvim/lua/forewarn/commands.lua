-- What `:Forewarn` does.
local M = { names = { 'attach', 'restart', 'status' } }

local START_MS = 3000

local function client(buffer)
  return vim.lsp.get_clients({ bufnr = buffer, name = 'forewarn' })[1]
end

-- The client, once it has said hello: a buffer that was just opened has none for a moment.
local function started(buffer)
  vim.wait(START_MS, function()
    return client(buffer) ~= nil
  end, 20)
  return client(buffer)
end

-- Starts the server for the buffer (or reuses the one of its workspace) if the buffer is ours.
function M.attach(buffer)
  local claims = require('forewarn.claims')
  if claims.reason(buffer) then
    local config = vim.tbl_extend('force', vim.lsp.config.forewarn, { root_dir = claims.root(buffer) })
    vim.lsp.start(config, { bufnr = buffer })
  end
end

local commands = {}

function commands.status(buffer)
  local reason = require('forewarn.claims').reason(buffer)
  if not reason then
    vim.notify('forewarn leaves this file alone: nothing says that it is a threat model or a design document.')
  elseif started(buffer) then
    vim.notify(('forewarn reads this file because %s.'):format(reason))
  else
    vim.notify(('forewarn would read this file because %s, but its server does not run here. See :checkhealth forewarn.'):format(reason))
  end
end

function commands.attach(buffer)
  M.attach(buffer)
  commands.status(buffer)
end

function commands.restart(buffer)
  local running = client(buffer)
  if not running then
    return commands.attach(buffer)
  end
  running:stop()
  vim.wait(START_MS, function()
    return running:is_stopped()
  end, 20)
  M.attach(buffer)
end

function M.run(name)
  local command = commands[name]
  if command then
    command(vim.api.nvim_get_current_buf())
  else
    vim.notify(('forewarn has no command %s: %s'):format(name, table.concat(M.names, ', ')), vim.log.levels.ERROR)
  end
end

return M
