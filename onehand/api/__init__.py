"""The face for programs: `/api/v1/`, described by its own `openapi.json`. It holds no rule: parse, one verb, render."""
