"""The blocks of the lesson on KL divergence, and their figures."""
