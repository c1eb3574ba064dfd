"""Every channel is a folder with its own transport; `contract.py` says what an adapter gives and gets."""
