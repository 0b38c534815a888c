-- How Neovim (0.11 or newer) starts forewarn. `vim.lsp.enable('forewarn')` reads this file; plugin/forewarn.lua calls it.
---@type vim.lsp.Config
return {
  cmd = { 'forewarn', 'lsp' },
  filetypes = { 'yaml', 'json', 'markdown', 'toml', 'forewarn-dismissed' },
  -- Only buffers that are ours get the server: not calling `on_dir` leaves the buffer alone.
  root_dir = function(buffer, on_dir)
    local claims = require('forewarn.claims')
    if claims.reason(buffer) then
      on_dir(claims.root(buffer))
    end
  end,
}
