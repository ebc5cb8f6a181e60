"""Orders, from placing them to the catalogs and deliveries that they bring."""
