"""How fast forewarn is, beside yaml-language-server with forewarn's JSON Schema: `make bench`."""
