"""`onehand bench`: measures the targets and prints a table with target and figure. Ratios come from one run."""
