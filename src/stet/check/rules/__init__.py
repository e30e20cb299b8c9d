"""The rules: one module per kind of fact, each reads one passage and says what it holds of the fact."""
