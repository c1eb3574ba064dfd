"""Nobody's account is blocked without a reason, a notice, a hearing, a decision by somebody else than who proposed it,
and an appeal to a third person; a lost account is given back by people (D10)."""
