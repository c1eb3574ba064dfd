"""A retailer that nobody here invented (500 users, 1,000 orders, its policy, its tasks), behind the door of every
back-end. Its data (sierra-research/tau-bench, MIT) is not in this repository: ONEHAND_TEST_CORPORA names the folder
that holds `retail-tau-bench`, or it lies beside the checkout."""
