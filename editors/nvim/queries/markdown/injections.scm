; extends

; A `threat-model` block in a document is YAML, and looks like it.
((fenced_code_block
  (info_string
    (language) @_language)
  (code_fence_content) @injection.content)
  (#eq? @_language "threat-model")
  (#set! injection.language "yaml"))
