"""What forged quotations are made of and how: read words, material, drafts, then false, true and cuts."""
