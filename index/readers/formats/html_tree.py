"""A page of HTML as a list of its nodes in order, each with how much of it is seen and how much of that is links."""

import re
from dataclasses import dataclass, field

HIDDEN = frozenset(
    "head script style template noscript svg math iframe object embed canvas audio video button select textarea input "
    "datalist".split()
)
AROUND = frozenset("aside footer figcaption tfoot dialog".split())
ROLES = frozenset("navigation banner contentinfo search complementary menu menubar dialog alertdialog".split())
NOT_SHOWN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
ASIDE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|newsletter|breadcrumbs?|related|sidebar|shar(?:e|ing)|social|advert\w*|ads?|promo|"
    r"skip|sr-only|visually-hidden|screen-reader\w*|comments|comment-list|respond|disqus\w*|pagination|pager|footer|"
    r"menu|navbar|toolbar|widget)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of classes and ids of what stands around an article."""
SMALL = 0.25
"""The share of a page's text that such a part has, at most."""
FEW_OF_MENU, MENU, FEW_LINKS, LONGEST_LINK = 0.3, 0.6, 3, 40
"""The share of a nav's text that is short links, and of any block's, their number, and characters of one, in a menu."""
LISTS = frozenset("nav aside ul ol div section p td table header footer span center dl".split())
MAIN, MOSTLY = ("main", "article"), 0.5
"""What holds the page's own text, and the share of all the text that it has, at least."""


@dataclass(slots=True)
class Node:
    """An element, or a text (tag ""); `stop`: the row behind the last within it; `seen` and `linked`: characters."""

    tag: str
    parent: int
    text: str = ""
    attributes: dict[str, str | None] = field(default_factory=dict)
    stop: int = 0
    seen: int = 0
    linked: int = 0
    links: int = 0
    is_hidden: bool = False


def nodes_of(markup: str) -> list[Node]:
    """The nodes of a page in order, the root first, comments left out."""
    from selectolax.lexbor import LexborHTMLParser

    rows: dict[int, int] = {}
    nodes: list[Node] = []
    root = LexborHTMLParser(markup).root
    for found in root.traverse(include_text=True) if root is not None else ():
        tag = found.tag or ""
        if tag.startswith(("-comment", "!")):
            continue
        parent = rows.get(found.parent.mem_id, 0) if found.parent is not None and nodes else -1
        text = (found.text_content or "") if tag == "-text" else ""
        rows[found.mem_id] = len(nodes)
        attributes = {} if tag == "-text" else found.attributes
        nodes.append(Node("" if tag == "-text" else tag, parent, text, attributes))
    measure(nodes)
    return nodes


def words_within(nodes: list[Node], row: int) -> str:
    """The words within the node at a row, without what is hidden in it, with single spaces."""
    inside = nodes[row : nodes[row].stop]
    return " ".join("".join(node.text for node in inside if not node.is_hidden or nodes[row].is_hidden).split())


def main_of(nodes: list[Node]) -> int:
    """The row of what holds the page's own text: the only main or article that has most of it, else the whole page."""
    whole = nodes[0].seen if nodes else 0
    for tag in MAIN:
        rows = [row for row, node in enumerate(nodes) if node.tag == tag or node.attributes.get("role") == tag]
        if len(rows) == 1 and nodes[rows[0]].seen >= MOSTLY * whole:
            return rows[0]
    return 0


def hide_surroundings(nodes: list[Node]) -> None:
    """Hide menus, and parts that their tags or names say stand around the text, where they are small."""
    whole = nodes[0].seen if nodes else 0
    named = [row for row, node in enumerate(nodes) if node.seen <= SMALL * whole and _is_named_aside(node)]
    if sum(nodes[row].seen for row in _outermost(nodes, named)) <= MOSTLY * whole:
        for row in named:
            nodes[row].is_hidden = True
    for row, node in enumerate(nodes):
        is_menu = node.links >= FEW_LINKS and node.linked >= MENU * node.seen
        is_around = node.tag in AROUND or node.attributes.get("role") in ROLES
        is_around |= node.tag == "nav" and _links_within(nodes[row : node.stop]) >= FEW_OF_MENU * node.seen
        is_small = node.seen <= SMALL * whole
        node.is_hidden |= (is_around and (is_small or is_menu)) or (is_small and is_menu and node.tag in LISTS)
    measure(nodes)


def _is_named_aside(node: Node) -> bool:
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return ASIDE.search(names) is not None


def _outermost(nodes: list[Node], rows: list[int]) -> list[int]:
    """Those of some rows that are within no other of them."""
    outer: list[int] = []
    for row in rows:
        if not outer or row >= nodes[outer[-1]].stop:
            outer.append(row)
    return outer


def measure(nodes: list[Node]) -> None:
    """Note what is hidden within what, and how much of each is seen and linked."""
    for node in nodes:
        node.is_hidden = node.is_hidden or _hides(node) or (node.parent >= 0 and nodes[node.parent].is_hidden)
        node.seen = len(node.text.strip()) if not node.is_hidden else 0
        node.linked = node.links = node.stop = 0
    for row in range(len(nodes) - 1, -1, -1):
        node = nodes[row]
        node.stop = max(node.stop, row + 1)
        if node.tag == "a" and 0 < node.seen <= LONGEST_LINK and _leads_away(node):
            node.linked, node.links = node.seen, 1
        if node.parent >= 0:
            above = nodes[node.parent]
            above.stop = max(above.stop, node.stop)
            above.seen, above.linked, above.links = (
                above.seen + node.seen,
                above.linked + node.linked,
                above.links + node.links,
            )


def _links_within(nav: list[Node]) -> int:
    """Characters of all links within a nav, those to places of the page among them."""
    return sum(node.seen for node in nav if node.tag == "a")


def _leads_away(node: Node) -> bool:
    """Whether a link leads elsewhere, and not to a place of this page or a time of a recording."""
    address = node.attributes.get("href") or ""
    return not address.startswith(("#", "javascript:")) and not re.search(r"[?&#]t=", address)


def _hides(node: Node) -> bool:
    attributes = node.attributes
    return (
        node.tag in HIDDEN
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or NOT_SHOWN.search(attributes.get("style") or "") is not None
    )
