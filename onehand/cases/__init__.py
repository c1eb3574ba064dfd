"""Cases and everything said in them: one hand each, from first contact to solved."""
