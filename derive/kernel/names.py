"""Names and comments of the exported text: whatever a user called a symbol or wrote in a sentence stays harmless.

A name is an identifier of Rocq that no other symbol has and that means nothing else in the text; a comment holds
printable ASCII without ``(*``, ``*)`` and quotation marks, which would open or close something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_KEYWORDS = """
    _ Axiom CoFixpoint Definition Fixpoint Hypothesis Parameter Prop SProp Set Theorem Type Variable as at cofix else
    end exists exists2 fix for forall fun if in let match return then using where with by exact Lemma Example Proof Qed
    Section End Open Require Import From Notation IF of is struct lazymatch multimatch move
"""
_MEANING = """
    R C PI sqrt exp ln sin cos tan asin acos atan sinh cosh tanh Rabs Rmin Rmax Rpower Gamma csqrt RtoC
    INR IZR nat Z N O S fact True False not Rbar
    Derive ex_derive Derive_n ex_derive_n ex_derive_twice is_derive is_derive_n RInt ex_RInt is_RInt RInt_gen
    ex_RInt_gen is_RInt_gen Series ex_series is_series sum_n_m sum_n filterlim locally at_left at_right at_point
    Rbar_locally Rbar_locally' locally' eventually p_infty m_infty Rlt_dec Rle_dec Req_EM_T det2 det3
    counts countable rises falls erf True_rect I
"""
RESERVED = frozenset(_KEYWORDS.split()) | frozenset(_MEANING.split())


class Names:
    """Identifiers for symbols, given out once each and never twice.

    The same names in the same order give the same identifiers.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(RESERVED) | set(taken)

    def new(self, wanted: str) -> str:
        """An identifier like the one wanted that is not taken, and is from now on."""
        name = identifier(wanted)
        while name in self._taken:
            name += "'"
        self._taken.add(name)
        return name


def identifier(wanted: str) -> str:
    """The words as one identifier of ASCII letters, digits and underscores that begins with a letter."""
    parts = [c if c.isascii() and (c.isalnum() or c == "_") else f"u{ord(c):x}" for c in wanted]
    name = "".join(parts)
    return name if re.match(r"[A-Za-z]", name) else f"v{name}"


def comment(words: str) -> str:
    """The words as the inside of a comment: one line of ASCII that cannot end it."""
    plain = " ".join(words.split())
    for old, new in _SPELLED:
        plain = plain.replace(old, new)
    plain = "".join(c if c.isascii() and c.isprintable() else "?" for c in plain)
    plain = plain.replace('"', "'")
    while "(*" in plain or "*)" in plain:
        plain = plain.replace("(*", "( *").replace("*)", "* )")
    # a star or a bracket at an end would join the mark of the comment itself
    return re.sub(r"^(?=[*)])", " ", re.sub(r"([(*])$", r"\1 ", plain))


_SPELLED = (
    ("–", "-"), ("—", "-"), ("−", "-"), ("’", "'"), ("“", "'"), ("”", "'"), ("é", "e"),
    ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("§", "section "),
)  # fmt: skip
