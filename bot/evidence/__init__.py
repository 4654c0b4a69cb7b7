"""Words become quotations with their places and their proof.

Reading order: quoted_speech (whose words a speaker quotes), citation, proof, mentions, normal and concordance
(where words stand), surroundings.
"""
