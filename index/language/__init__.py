"""What is known of languages: which one a text is in, where its sentences end, which words it is searched by."""
