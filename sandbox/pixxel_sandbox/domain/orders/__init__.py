"""Orders, from their placement to their catalogs and deliveries."""
