"""Sums: which amounts make up which, told in one sentence, over lines, apart, or by their figures."""
