-- Starts forewarn for the buffers that are ours, and gives `:Forewarn`.
if vim.g.loaded_forewarn then
  return
end
vim.g.loaded_forewarn = true

if vim.fn.has('nvim-0.11') == 0 then
  vim.notify_once('forewarn needs Neovim 0.11 or newer', vim.log.levels.WARN)
  return
end

vim.filetype.add({ filename = { ['.forewarn-dismissed'] = 'forewarn-dismissed' } })

vim.lsp.enable('forewarn')

-- A file becomes ours while it is written: a first `threat-model:` line, or a name given with `:saveas`.
vim.api.nvim_create_autocmd('BufWritePost', {
  group = vim.api.nvim_create_augroup('forewarn', {}),
  pattern = { '*.yaml', '*.yml', '*.json', '*.md', '*.markdown', '*.toml' },
  callback = function(event)
    if not vim.lsp.get_clients({ bufnr = event.buf, name = 'forewarn' })[1] then
      require('forewarn.commands').attach(event.buf)
    end
  end,
})

vim.api.nvim_create_user_command('Forewarn', function(call)
  require('forewarn.commands').run(call.fargs[1] or 'status')
end, {
  nargs = '?',
  desc = 'forewarn: status, attach or restart',
  complete = function(typed)
    return vim.tbl_filter(function(name)
      return vim.startswith(name, typed)
    end, require('forewarn.commands').names)
  end,
})
