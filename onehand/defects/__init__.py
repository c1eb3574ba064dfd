"""The register of defects will live here: root causes in the company that make customers contact it."""
