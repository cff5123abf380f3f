"""Two people decide, after the other side was heard: grades that know nothing of one another, rival explanations, and what two sign."""
