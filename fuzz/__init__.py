"""Random and mutated bytes against everything that reads what strangers send."""
