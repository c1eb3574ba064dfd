"""Full-text search with one look-up for both databases: normalised words in FTS5 or a tsvector.

Words are folded and stemmed before they are stored (see `foundation.text`), so both engines find the same.
"""
