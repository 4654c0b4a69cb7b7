"""Tables of the words with which a sentence goes on from the one before it, or turns it: English, Russian, Chinese."""

import re

JOINING = {
    "en": """
        and; or; nor; but; yet; thus; hence; therefore; consequently; accordingly; moreover; furthermore; also; likewise
        so | far much many long
        at the time | of
        then; since then; until then; by then; back then; from then on
        otherwise; meanwhile; afterward; afterwards; nevertheless; nonetheless; conversely; even so; that said
        having said that; that being said; for example; for instance; in other words; as such; either way; then again,
        on the other hand; on the contrary; mind you
        at the same time | as
        however | much many hard long far often little few big small good bad old late
        in addition | to
        as a result; as a consequence; instead; regardless; irrespective | of
        in contrast; in comparison; by contrast; by comparison | to with
        still,; later,; besides,; similarly,; rather,; all the same,; finally,; lastly,; second,; third,; fourth,
        secondly,; thirdly,; fourthly,; fifthly,; in short,; overall,; subsequently; in so doing; in doing so
        the next day; the next morning; the next year; the next week; the following day; the following morning
        the following year; the same day; the same year
        another; the same goes; the same is true; the same applies; the opposite; others were; others have; others had
        such | as
    """,
    "ru": """
        однако; но; зато; поэтому; следовательно; таким образом; при этом; тем не менее; тем временем; вместе с тем
        в то же время; в то время; в этой связи; в связи с этим; в этом случае; в таком случае; кроме того; помимо этого
        более того; к тому же; также; а также; а; и; или; иначе; впрочем; например; затем; потом; тогда
        с другой стороны; напротив; наоборот; после этого; из-за этого; для этого; благодаря этому; несмотря на это
        среди них; из них
        некоторые из них; многие из них; один из них; большинство из них; все они; все эти; все это; всё это
        он; она; оно; они; его; её; ее; их; ему; ей; им; такой; такая; такое; такие; таков; такова; таковы
        это; этот; эта; эти; этому; этим | год года году лето осень весна зима утро интервью раз дни
        в результате,; во-вторых; в-третьих; наконец,
    """,
    "zh": """
        因此; 所以; 因而; 于是; 同时; 与此同时; 但是; 但; 然而; 不过; 可是; 而且; 并且; 而; 此外; 另外; 另一方面
        然后; 随后; 接着; 否则; 相反; 例如; 比如; 总之; 其中; 对此; 为此; 从此; 如此; 尽管如此
        这样; 这种; 这些; 这个; 这是; 这一; 这也; 这就; 这使; 这让; 这次; 这场; 那是; 那些; 那个; 那时; 那么; 当时
        他; 她; 它; 他们; 她们; 它们; 其 | 他 她 它 实 余 中 人 国
        这 | 年 几 月 周 里
    """,
}
"""A line's phrases with ";" between them. Behind "|" what must not follow any of them; a comma has to follow itself."""

TURNING = {
    "en": """
        but; nevertheless; nonetheless; even so; that said; having said that; that being said; on the other hand
        on the contrary; conversely; then again,; mind you; except; not that; or rather; at least,
        however | much many hard long far often little few big small good bad old late
        yet | another
        still,; rather,; all the same,; in reality,; in practice,
        instead | of
        in contrast; by contrast | to with
        although it; although this; although that; although these; although they; although he; although she
        though it; though this; though that; even though it; even though this; despite this; despite that; despite it
        despite these; in spite of this; in spite of that; in spite of it; only,
    """,
    "ru": """
        однако; но; зато; тем не менее; впрочем; напротив; наоборот; с другой стороны; всё же; все же; и всё же
        и все же; всё-таки; несмотря на это; вместо этого; правда,
    """,
    "zh": "但是; 但; 然而; 不过; 可是; 相反; 尽管如此; 另一方面; 只是",
}


def beginning(table: str, language: str) -> re.Pattern[str]:
    """What finds the phrases of a table, the longest first; in Chinese also where a word goes on behind them."""
    ends, gap = ("", "") if language == "zh" else (r"\b(?![-\u0300-\u036f])", r"\s+")
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, table.splitlines())):
        phrases, _, others = line.partition("|")
        barred = f"(?!{gap}(?:{'|'.join(others.split())}){ends})" if others else ""
        for phrase in map(str.strip, phrases.split(";")):
            words = phrase.rstrip(",")
            found[words] = re.escape(words).replace(r"\ ", gap) + (r"(?=\s*,)" if words != phrase else ends) + barred
    return re.compile("|".join(found[words] for words in sorted(found, key=len, reverse=True)), re.IGNORECASE)


def any_of(names: str) -> str:
    """A pattern for one of several words, "_" for a space in them: any_of("of by because_of") -> "(?:of|by|…)"."""
    return f"(?:{'|'.join(names.split()).replace('_', ' ')})"
