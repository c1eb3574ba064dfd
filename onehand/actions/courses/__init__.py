"""Expected courses (D12): what an order, a contract or a refund should pass, until when, and what follows if not."""
