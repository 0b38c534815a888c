-- `:checkhealth forewarn`
local M = {}

function M.check()
  local health = vim.health
  health.start('forewarn')
  if vim.fn.has('nvim-0.11') == 0 then
    health.error('Neovim 0.11 or newer is needed')
    return
  end
  health.ok('Neovim is ' .. tostring(vim.version()))

  local command = vim.lsp.config.forewarn.cmd
  local program = vim.fn.exepath(command[1])
  if program == '' then
    health.error(('`%s` is not on PATH'):format(command[1]), {
      'Install it: pipx install forewarn',
      "Or name it: vim.lsp.config('forewarn', { cmd = { '/path/to/forewarn', 'lsp' } })",
    })
    return
  end
  health.ok('server: ' .. program)

  local clients = vim.lsp.get_clients({ name = 'forewarn' })
  if #clients == 0 then
    health.info('no server runs now: it starts with the first threat model or design document that is opened')
  end
  for _, client in ipairs(clients) do
    health.ok(('runs for %s, %d buffers'):format(client.root_dir or 'a single file', vim.tbl_count(client.attached_buffers)))
  end
end

return M
