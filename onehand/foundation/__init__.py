"""Ground floor: clock, jobs, live updates, search, mail parsing, tokens, blobs. Knows no domain word."""
