"""Changes: growth and decline, with their bases, and differences of amounts and of rates."""
