"""Money: budgets, what was spent of them, at what rate, and what was left."""
