"""How much forewarn says over real models and documents, by rule: `make noise`."""
