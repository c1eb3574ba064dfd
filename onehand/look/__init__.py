"""The looks of the whole product: base templates, CSS layers, small JS modules, icons and template tags.

Knows no domain word; faces fill its blocks."""
