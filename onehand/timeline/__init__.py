"""What happened, append-only and chained. Written only by `record()`, inside the verb's transaction."""
