"""A small provisioning system: lines, modems, activations. A program of its own, with a database of its own."""
