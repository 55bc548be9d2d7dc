"""Goals: targets with what was reached, what exceeds a plan, and what is left of it."""
