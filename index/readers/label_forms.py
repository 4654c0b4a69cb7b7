"""How a question's and an answer's label are worded, in English, Russian, Kazakh, Chinese and some others: patterns."""

BRACKET = r"(?:[ \t]*[(（][^()（）\n]{1,60}[)）])"
CAPITAL = r"A-Z\u00c0-\u00deА-ЯЁӘҒҚҢӨҰҮҺІ"
OUTLET = rf"[ \t]+(?:[«\"“][^:：\n]{{1,60}}|[{CAPITAL}]{{2,}}[^:：\n]{{0,60}}|[A-Z]\w[^:：\n]{{0,60}})"
"""A newsroom's name, told from a person's: in quotation marks, in capitals or in Latin letters."""
ENGLISH_ASKER = rf"(?:[ \t]+from[ \t]+[^:：\n]{{1,60}}|{BRACKET})?"
ENGLISH = (
    rf"(?:(?i:follow-?up[ \t]+)?(?i:question|interviewer)|[QＱ]\.?){ENGLISH_ASKER}",
    rf"(?:(?i:answer|interviewee)|[AＡ]\.?){ENGLISH_ASKER}",
)
RUSSIAN_PRESS = (
    r"(?:[ \t]+(?:(?i:журналист|корреспондент|интервьюер|ведущ|редакц|читател|слушател|зрител|студент)\w*"
    r"|телеканала|агентства|газеты|журнала|издания|портала))+"
)
RUSSIAN_ASKER = (
    rf"(?:[ \t]+от[ \t]+[^:：\n]{{1,60}}|[ \t]+из[ \t]+(?:зала|аудитории|публики|чата)"
    rf"|{RUSSIAN_PRESS}(?:{OUTLET})?|{BRACKET})?"
)
RUSSIAN = (
    rf"(?:(?:(?:Уточняющий|Дополнительный)[ \t]+(?i:вопрос)|В(?i:опрос)){RUSSIAN_ASKER}"
    rf"|(?:К(?i:орреспондент(?:ка)?|орр\.)|Ж(?i:урналист(?:ка)?)|И(?i:нтервьюер)|В(?i:едущ(?:ий|ая)))"
    rf"(?:{RUSSIAN_PRESS})?(?:{OUTLET}|{BRACKET})?)",
    rf"(?:О(?i:твет)(?:[ \t]+(?:посла|министра|президента|спикера|эксперта|гостя|собеседника)|{BRACKET})?"
    rf"|И(?i:нтервьюируемый|нтервьюируемая)|Р(?i:еспондент))",
)
KAZAKH = (
    rf"(?:(?:Қосымша[ \t]+(?i:сұрақ)|С(?i:ұрақ)){BRACKET}?"
    rf"|(?:Журналист|Тілші|Корреспондент|Жүргізуші)(?:т?ің|нің|дің)?[ \t]+сұрағы"
    rf"|(?:Т(?i:ілші)|Ж(?i:үргізуші)|С(?i:ұхбат[ \t]+алушы)|С(?i:ұхбаттасушы))(?:{OUTLET}|{BRACKET})?)",
    rf"(?:Ж(?i:ауап){BRACKET}?|(?:Елші|Министр|Президент|Спикер)(?:нің|дің|тің)[ \t]+жауабы|С(?i:ұхбат[ \t]+беруші))",
)
CHINESE_NUMBER = r"[一二三四五六七八九十百]+"
CHINESE_OUTLET = r"[《“]?(?:(?![对對向和与與跟给給回答告])\w){0,16}[社报報台臺网網视視刊闻聞志誌国國场場男女][》”]?"
CHINESE_PRESS = rf"(?:{CHINESE_OUTLET})?[记記]者(?:提?[问問])?"
"""新华社记者, 本报记者; not 他告诉记者, where somebody tells a reporter something."""
CHINESE = (
    rf"(?:第(?:\d+|{CHINESE_NUMBER})(?:个|個)?[问問][题題]?|[问問][题題]?|[提追][问問][者人]?|{CHINESE_PRESS}|主持人"
    rf"|[采採][访訪][者人]|网友(?:提[问問])?){BRACKET}?",
    rf"(?:(?:大使|部[长長]|[发發]言人|[总總][统統理]|[专專]家|嘉[宾賓])?(?:答|回答|答[复覆])|答者"
    rf"|(?:被|受)(?:[采採][访訪]|[访訪])[者人]){BRACKET}?",
)
OTHERS = (
    "Frage Pregunta Domanda Pergunta Vraag Fråga Pytanie Soru Питання Запитання Пытанне Суроо Savol Sual "
    "سؤال سوال پرسش 質問 질문",
    "Antwort Réponse Respuesta Risposta Resposta Antwoord Svar Odpowiedź Cevap Yanıt Відповідь Адказ Жооп Javob Cavab "
    "جواب إجابة پاسخ 답변 대답",
)
OTHERS_IN_BOTH_CASES = tuple("|".join(f"{words} {words.upper()}".split()) for words in OTHERS)
FORMS = (ENGLISH, RUSSIAN, KAZAKH, CHINESE, OTHERS_IN_BOTH_CASES)
ASKING = "|".join(asking for asking, _ in FORMS)
ANSWERING = "|".join(answering for _, answering in FORMS)
NUMBERED = ("(?i:вопрос|сұрақ)", "(?i:ответ|жауап)")
"""What a number may stand before: "1-сұрақ", "2-й вопрос"."""
TURNS = (
    *((("Q",), ("A",)), (("В",), ("О",)), (("С",), ("Ж",)), (("Question",), ("Answer",)), (("Вопрос",), ("Ответ",))),
    *((("Сұрақ",), ("Жауап",)), (("P", "Pregunta", "Pergunta"), ("R", "Respuesta", "Resposta"))),
    *((("F", "Frage"), ("A", "Antwort")), (("D", "Domanda"), ("R", "Risposta")), (("I",), ("R",))),
    (("I",), ("P",)),
    (("问",), ("答",)),
    (("س",), ("ج",)),
)
"""Words for who asks and who answers: before a point, a dash or blanks instead of a colon, where they take turns."""
AMBIGUOUS = ("В", "С", "P", "F", "D", "I", "س")
"""Letters that open a name or a list's point too: they count where questions stand behind them, also with a colon."""
INTERLOCUTOR = "Сұхбаттасушы"
"""Who asks, unless somebody else does."""
