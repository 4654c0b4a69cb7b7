"""Whether a quotation can be understood without what stands around it."""
