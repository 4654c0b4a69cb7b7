"""Languages: told from a text and from a question, and what follows for sentences and words."""

import json
import subprocess
import sys

import pytest
from support import INTERVIEW, LIGHTHOUSE, ROOT

from bot.quote_check.unsaid import is_foreign
from index.language.detect import detect_language, question_language
from index.language.scripts import LANGUAGES, known_in, script_of, scripts_for
from index.language.sentences import sentence_spans
from index.language.terms import content_spans, grams, shared_spans, terms

TEXTS = {
    "en": "We won the war together, and those who fought for it are not forgotten by their people today.",
    "de": "Wir haben den Krieg gemeinsam gewonnen, und wer dafür gekämpft hat, ist bei uns bis heute nicht vergessen.",
    "fr": "Nous avons gagné la guerre ensemble, et ceux qui ont combattu ne sont pas oubliés par leur peuple.",
    "es": "Ganamos la guerra juntos, y los que lucharon por la paz no han sido olvidados por nuestro pueblo.",
    "it": "Abbiamo vinto la guerra insieme, e quelli che hanno combattuto non sono stati dimenticati dalla gente.",
    "pt": "Ganhamos a guerra juntos, e aqueles que lutaram pela paz não foram esquecidos pelo nosso povo até hoje.",
    "nl": "Wij hebben de oorlog samen gewonnen, en wie daarvoor heeft gevochten is tot vandaag niet vergeten.",
    "sv": "Vi vann kriget tillsammans, och de som kämpade för freden har inte glömts bort av vårt folk.",
    "tr": "Savaşı birlikte kazandık ve barış için savaşanlar halkımız tarafından bugün de unutulmadı.",
    "pl": "Wygraliśmy wojnę razem, a ci, którzy walczyli o pokój, nie zostali zapomniani przez nasz naród.",
    "ru": "Мы победили вместе, и те, кто сражался за мир, не забыты нашим народом и сегодня, спустя столько лет.",
    "kk": "Біз соғыста бірге жеңдік, бейбітшілік үшін күрескендерді халқымыз бүгінге дейін ұмытқан жоқ.",
    "uk": "Ми перемогли у війні разом, і ті, хто боровся за мир, не забуті нашим народом і сьогодні.",
    "bg": "Ние победихме във войната заедно и тези, които се бориха за мира, не са забравени от народа ни.",
    "ky": "Биз согушта чогуу жеңдик, тынчтык үчүн күрөшкөндөрдү элибиз бүгүнкү күнгө чейин унуткан жок.",
    "zh": "我们一起赢得了战争，为和平而战的人们没有被人民忘记。",
    "ja": "私たちは共に戦争に勝ち、平和のために戦った人々は忘れられていません。",
    "ko": "우리는 함께 전쟁에서 이겼고 평화를 위해 싸운 사람들은 잊히지 않았다.",
    "ar": "لقد انتصرنا في الحرب معا، ومن قاتلوا من أجل السلام لم ينسهم شعبنا حتى اليوم.",
    "fa": "ما با هم در جنگ پیروز شدیم و کسانی که برای صلح جنگیدند تا امروز فراموش نشده‌اند.",
    "hi": "हमने मिलकर युद्ध जीता और जो लोग शांति के लिए लड़े उन्हें हमारे लोग आज तक नहीं भूले हैं।",
    "el": "Κερδίσαμε τον πόλεμο μαζί και όσοι πολέμησαν για την ειρήνη δεν ξεχάστηκαν.",
    "th": "เราชนะสงครามด้วยกัน และผู้ที่ต่อสู้เพื่อสันติภาพไม่ถูกลืม",
}
NO_LOAD = "import sys; sys.path.insert(0, '.'); from pathlib import Path; "


@pytest.mark.parametrize("language", TEXTS)
def test_one_sentence_tells_its_language(language: str) -> None:
    assert detect_language(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text",
    ["Frieden.", "", "1945", "Le Monde, Die Zeit, El País", "“Ich bin ein Berliner”, he said to all of them that day.",
     "Kassym-Jomart Tokayev, Nursultan Nazarbayev, Xi Jinping, Zhang Xiao, Nikolai Vozov"],
)  # fmt: skip
def test_a_short_or_mixed_text_in_latin_letters_is_english(text: str) -> None:
    assert detect_language(text) == "en"


def test_kazakh_names_do_not_make_a_russian_text_kazakh() -> None:
    assert detect_language(f"{TEXTS['ru']} Об этом сказал президент Қасым-Жомарт Тоқаев в Астане.") == "ru"


def test_a_text_is_in_the_language_of_most_of_it() -> None:
    assert detect_language(TEXTS["fr"] * 6 + TEXTS["en"]) == "fr"
    assert detect_language(TEXTS["en"] * 3 + TEXTS["fr"]) == "en"


@pytest.mark.parametrize(
    "code",
    [
        f"from index.readers.table import read_transcript; read_transcript(Path({str(INTERVIEW)!r}))",
        f"from index.language.detect import detect_language as d; d(Path({str(LIGHTHOUSE)!r}).read_text('utf-8'))",
        f"from index.language.detect import detect_language as d; d({TEXTS['ru']!r}), d({TEXTS['kk']!r}), d('和平')",
        "from index.language.detect import question_language as q; q('Who is Xi Jinping?'), q('Кто это?'), q('谁？')",
    ],
)
def test_plain_english_and_what_letters_decide_load_no_library(code: str) -> None:
    check = f"{NO_LOAD}{code}; print('py3langid' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_no_question_about_our_interviews_is_in_another_language() -> None:
    files = (ROOT / "data" / "questions.jsonl", ROOT / "data" / "interviews" / "questions.jsonl")
    questions = [json.loads(line)["question"] for file in files for line in file.read_text("utf-8").splitlines()]
    found = [question_language(question) for question in questions]
    assert set(found) <= {"en", None}
    assert found.count("en") > 0.9 * len(questions)


@pytest.mark.parametrize(
    "question",
    ["Xi Jinping", "Nikolai Vozov?", "Le Monde", "Die Zeit", "El Niño", "medal", "Rio de Janeiro", "Deutsche Bank", "",
     "Zhang Xiao Almaty museum", "status quo", "“Ich bin ein Berliner”", "1945",
     "Kim", "Kim Jong Un?", "Kim Philby's role", "Ne Win", "Ile de France", "Ursula von der Leyen", "Wo Fat",
     "Oscar de la Renta", "los angeles las vegas", "Robert van de Velde", "Wat Tyler rebellion", "Cosa Nostra",
     "Chi Haotian", "Que sera sera", "Le Monde et la France", "Jak Crawford", "Co. earnings",
     "Rio de Janeiro e Sao Paulo", "qui is vozov", "Ursula von der Leyen's budjet"],
)  # fmt: skip
def test_names_and_few_words_are_in_no_language_that_can_be_told(question: str) -> None:
    assert question_language(question) is None


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Qui est Xi Jinping ?", "fr"),
        ("Wer bekam die Medaille?", "de"),
        ("Quem recebeu a medalha?", "pt"),
        ("Wie kreeg de medaille?", "nl"),
        ("Kto otrzymał medal?", "pl"),
        ("Chi ha ricevuto la medaglia?", "it"),
        ("Savaş ne zaman bitti?", "tr"),
        ("quién ganó la guerra", "es"),
    ],
)
def test_a_short_question_is_told_by_small_words_that_english_has_not(question: str, language: str) -> None:
    assert question_language(question) == language


@pytest.mark.parametrize("question", ["Пандемия туралы не айтты?", "Возов туралы не айтты?"])
def test_kazakh_without_a_letter_of_its_own_is_told_by_its_words(question: str) -> None:
    assert question_language(question) == "kk"


def test_no_english_question_is_taken_for_another_language() -> None:
    """Those of our own; evaluation sets have further ones (docs/evaluation.md)."""
    for path in (ROOT / "data").rglob("questions.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            question = json.loads(line)["question"]
            assert question_language(question) in ("en", None), question


@pytest.mark.parametrize(
    "question",
    ["Who is Nikolai Vozov?", 'What does "Volksgemeinschaft" mean?', "What did he say about “la dolce vita”?",
     "Who wrote Les Misérables?", "What is 和平?", "Who said «Победа будет за нами»?", "WHO GOT THE MEDAL?"],
)  # fmt: skip
def test_foreign_words_in_an_english_question_leave_it_english(question: str) -> None:
    assert question_language(question) == "en"


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Who is Николай Возов?"),
        ("en", "Who received a медаль from the ambassador?"),
        ("en", "What is дружба народов?"),
        ("en", "Tell me about шёлковый путь здоровья"),
        ("en", "What does he say about победа и мирное развитие?"),
        ("en", "What does 和平 mean here?"),
        ("ru", "Что он говорит о multilateralism?"),
        ("ru", "Что сказал president Xi Jinping о history and peace?"),
        ("ru", "кто получил medal"),
        ("kk", "Медальды Nikolai Vozov қашан алды?"),
        ("zh", "什么是multilateralism？"),
        ("zh", "谁得到了the commemorative medal？"),
    ],
)
def test_a_question_in_two_languages_is_in_the_one_that_asks(language: str, question: str) -> None:
    assert question_language(question) == language


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("ru", "Кто такой Xi Jinping?"),
        ("ru", "КТО ПОЛУЧИЛ МЕДАЛЬ?"),
        ("ru", "Какая песня Fog on the Tyne?"),
        ("ru", "Что сказал посол о «Belt and Road»?"),
        ("kk", "Медальды кім берді?"),
        ("kk", "Қытай Қазақстанға қалай көмектесті?"),
        ("uk", "Хто отримав медаль від посла?"),
        ("zh", "谁得到了奖章？"),
        ("zh", "DECnet是什么协议？"),
        ("ja", "勲章を受け取ったのは誰ですか？"),
        ("ko", "누가 메달을 받았습니까?"),
        ("ar", "من حصل على الوسام من السفير؟"),
        ("th", "ใครได้รับเหรียญ"),
        ("de", "Wer hat die Medaille vom Botschafter erhalten?"),
        ("fr", "Pourquoi célébrons-nous ce jour ?"),
        ("es", "¿Por qué?"),
        ("es", "Quién recibió la medalla del embajador"),
        ("it", "Chi ha ricevuto la medaglia dall'ambasciatore?"),
        ("nl", "Waarom vieren wij deze dag?"),
        ("pl", "Dlaczego obchodzimy ten dzień?"),
        ("tr", "Savaş hakkında ne söylüyor?"),
    ],
)
def test_a_question_in_another_language_is_told(language: str, question: str) -> None:
    assert question_language(question) == language


def test_a_doubtful_question_in_cyrillic_is_not_called_russian_over_a_kazakh_transcript() -> None:
    assert question_language("Неге?") is None


def test_words_in_another_script_or_surely_in_another_language_are_foreign() -> None:
    assert is_foreign("Мир", frozenset({"en"}))
    assert is_foreign("السلام", frozenset({"en", "ru"}))
    assert is_foreign(TEXTS["kk"], frozenset({"ru"}))
    assert is_foreign(TEXTS["de"], frozenset({"en"}))
    assert not is_foreign("Das ist gut", frozenset({"en"})), "too short"
    assert not is_foreign(TEXTS["ar"], frozenset({"ar"}))
    assert not is_foreign("1945", frozenset({"ru"}))


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Who is it?", "en"),
        ("Кто это?", "ru kk"),
        ("他是谁？", "zh"),
        ("Who is Си?", "en ru kk"),
        ("Кто такой Xi (习近平)?", "en ru kk zh"),
        ("1945?!", "en ru kk zh"),
        ("", "en ru kk zh"),
    ],
)
def test_only_languages_whose_letters_stand_there_may_fit(text: str, languages: str) -> None:
    assert " ".join(known_in(text)) == languages


def test_a_language_is_written_in_its_script() -> None:
    for language, text in TEXTS.items():
        assert script_of(text) in scripts_for(language)
        assert language in LANGUAGES[script_of(text)].split()
    assert scripts_for("yi") == {"Hebr"}
    assert scripts_for("xx") == {"Latn"}


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "kk",
            ["Біз 1945 ж. жеңдік.", "Қ.Ж. Тоқаев не деді?", "«Бейбітшілік керек», — деді ол.", "Ғ. Мүсірепов келді!"],
        ),
        ("kk", ["Кездесуге елшілер, министрлер т.б. қатысты.", "Проф. Ахметов 5 млн. теңге берді."]),
        ("ar", ["هل جاء السفير؟", "نعم، جاء.", "قال د. أحمد: «السلام مهم!»"]),
        ("es", ["¿Quién vino?", "¡El embajador!", "El Sr. Zhang llegó a las 10.", "EE. UU. ganó."]),
        (
            "de",
            ["Wir feiern den 75. Jahrestag.", "Am 9. Mai 1945 kam Dr. Müller z. B. nicht.", "„Wir gehen“, sagte er."],
        ),
        ("fr", ["M. Xi Jinping est venu.", "« Partons ! », dit-il.", "J.-C. Juncker aussi, p. ex. en mai."]),
        ("tr", ["II. Dünya Savaşı bitti.", "Prof. Dr. Yılmaz geldi.", "Neden?"]),
        ("th", ["เขามา?", "ใช่ เขามา!", "ปี พ.ศ. 2488 สงครามสิ้นสุดลง"]),
        ("km", ["គាត់មក។", "គាត់ទៅ។", "ហេតុអ្វី?"]),
        ("ja", ["大使が来ました。", "「平和です。」と言った。", "とても良い。"]),
        ("hi", ["डॉ. सिंह आए।", "वे चले गए।", "क्यों?"]),
    ],
)
def test_sentences_end_where_their_language_ends_them(language: str, sentences: list[str]) -> None:
    line = " ".join(sentences)
    assert [line[span.start : span.stop] for span in sentence_spans(line, language)] == sentences


def test_all_words_in_small_letters_are_still_parted_at_points() -> None:
    assert len(sentence_spans("il vint ici. nous partons. ce fut tout.", "fr")) == 3


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Wer half den Häusern?", ["half", "haus"]),
        ("fr", "Pourquoi l’ambassadeur et ses ambassadeurs ?", ["ambassadeur", "ambassadeur"]),
        ("it", "dell'anno c'è", ["anno"]),
        ("tr", "IŞIK ışık İstanbul'da", ["ışık", "ışık", "istanbul"]),
        ("no", "Hva er krigene", ["krig"]),
        ("nb", "Hva er krigene", ["krig"]),
        ("ar", "السَّفِير", ["سفير"]),
        ("kk", "Елші не туралы айтты және неге?", ["елші", "айтты"]),
        ("hi", "युद्ध", ["युद्ध"]),
        ("ko", "KBS에서 전쟁에", ["kbs", "에서", "전쟁", "쟁에"]),
        ("th", "ครั้งที่", ["ครั้", "รั้ง", "งที่"]),
        ("ja", "平和です", ["平和", "和で", "です"]),
        ("xx", "Foo bars", ["foo", "bars"]),
    ],
)
def test_terms_follow_the_language(language: str, text: str, expected: list[str]) -> None:
    assert terms(text, language) == expected


def test_terms_of_english_russian_and_chinese_are_as_they_were() -> None:
    assert terms("What did the Ambassador’s medals commemorate? GDP增长", "en") == [
        "ambassador", "medal", "commemor", "GD", "DP", "P增", "增长"
    ]  # fmt: skip
    assert terms("Что сказал посол о победе?", "ru") == ["сказа", "посол", "побед"]
    assert terms("和平鸽，和", "zh") == ["和平", "平鸽", "和"]
    assert grams(["medal", "和平"]) == ["_med", "meda", "edal", "dal_", "和", "平"]


def test_marks_of_a_match_hold_whole_signs() -> None:
    text = "สงครามครั้งที่สอง"
    assert [text[a:b] for a, b in shared_spans("ครั้งที่", text, "th")] == ["ครั้งที่"]
    assert shared_spans("전쟁", "전쟁에 대해", "ko") == [(0, 2)]


def test_stop_words_of_every_language_of_a_library_are_no_content() -> None:
    assert content_spans("Was sagte der Botschafter?", ["de"]) == [(4, 9), (14, 25)]
    assert content_spans("Ол не туралы айтты?", ["kk"]) == [(13, 18)]
