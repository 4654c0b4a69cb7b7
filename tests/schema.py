"""The JSON as the README documents it, and a transcript whose words would act where they are not escaped."""

HOSTILE = (
    "Question: <b>Why</b> & 'how' ${1+1} {{2}}?\r\n"
    'Answer: <script>alert(1)</script> *mugs* $5 a_b `x` $$z$$ &amp; \\(q\\) "<think>" ‮rtl‬ 🙂 \u00a0end.\r\n'
    "\x1b[31mRed\x1b[0m and \x07bell.\r\n"
)
CITATION = {
    "transcript": str, "title": str, "date": (str, type(None)), "sha256": str, "text_sha256": str,
    "reader": (str, type(None)), "start": int, "stop": int, "parts": list, "exact": str, "prefix": str, "suffix": str,
    "speaker": (str, type(None)), "role": str, "quoted": list, "question": (str, type(None)),
    "question_text": (str, type(None)), "paragraph": str, "sentences": list, "locator": str,
    "time": (dict, type(None)), "window": bool,
}  # fmt: skip
ANSWER = {
    "version": int, "question": str, "standalone": str, "state": str, "confidence": float, "calibrated": bool,
    "about": (dict, type(None)), "mentions": list, "every": bool, "parts": list, "nearest_question": (dict, type(None)),
    "corrections": list, "not_understood": (dict, type(None)), "across": (dict, type(None)),
    "choice": (dict, type(None)), "within": (dict, type(None)), "undated": int, "apart": int, "dropped": list,
    "statements": list,
}  # fmt: skip
STATEMENT = {"rank": int, "strength": str, "why": dict, "citation": dict, "standing": dict, "lacks": (str, type(None))}
STANDING = {"leans": (str, type(None)), "turned": (str, type(None)), "safe": (dict, type(None))}
WHY = {"matched": list, "part": str, "read": bool, "score": float, "scores": dict, "ranks": dict}


def fits(value: dict[str, object], schema: dict[str, object]) -> bool:
    return list(value) == list(schema) and all(isinstance(value[key], kind) for key, kind in schema.items())  # type: ignore[arg-type]
