"""Jobs of workflows, the inputs of insights, and the packages of results."""
