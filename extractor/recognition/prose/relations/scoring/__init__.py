"""Relations of scores: parts of a total, deductions, scores of rates."""
