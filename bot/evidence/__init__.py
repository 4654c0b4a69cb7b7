"""Words become quotations with their places and their proof."""
