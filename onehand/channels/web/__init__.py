"""The contact form and the portal need no adapter: they are a face, which calls `cases.open` and `cases.write` itself.

What will live here is what has a transport of its own: the embeddable form and the chat of a company's own site.
"""
