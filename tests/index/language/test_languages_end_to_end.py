"""A multilingual model through the same code: questions in one language, transcripts in another."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.__main__ import main
from bot import Bot, open_bot
from bot.question.language_mismatch import LanguageMismatch
from bot.render.text import answer_lines
from index.language.terms import HAN, WORD

Write = Callable[..., Path]

MEANINGS = """
medal медаль медалі 章
museum музей музейі 馆
surrender капитуляция тізе 降
epidemic эпидемия індет 疫
flowers цветы гүлдер 花
"""
"""Each line is what one dimension of the tiny model stands for, in English, Russian, Kazakh and Chinese."""
TEXTS = {
    "en": "Question: What happened?\nAnswer: The museum was open. Alva received a medal. Flowers stood there.\n",
    "ru": "Вопрос: Что было?\nОтвет: Музей был открыт. Он получил медаль. Цветы стояли у двери.\n",
    "kk": "Сұрақ: Не болды?\nЖауап: Музейі ашық болды. Ол медалі алды. Есік алдында гүлдер тұрды.\n",
    "zh": "问：发生了什么？\n答：馆开了。他得到了章。门口有花。\n",
}
EXACT = {"en": "Alva received a medal.", "ru": "Он получил медаль.", "kk": "Ол медалі алды.", "zh": "他得到了章。"}
QUESTIONS = {
    "en": "Who was given the medal?",
    "ru": "Кто получил медаль?",
    "kk": "Медалі кімге берілді?",
    "zh": "谁得到了章？",
}
PAIRS = [(asked, told) for asked in QUESTIONS for told in TEXTS]


@pytest.fixture(scope="module")
def polyglot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT without layers: a word's vector is that of its meaning, or 0, a text's the mean of its words'."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    folder = tmp_path_factory.mktemp("polyglot")
    meant = {word: i for i, line in enumerate(MEANINGS.split("\n")) for word in line.split()}
    known = WORD.findall(" ".join([*TEXTS.values(), *QUESTIONS.values()]).lower())
    pieces = [piece for word in known for piece in (word if HAN.search(word) else [word])]
    vocabulary = list(dict.fromkeys(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *meant, *pieces]))
    dim = len(MEANINGS.split("\n"))
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=dim, num_hidden_layers=0, num_attention_heads=1, intermediate_size=4
    )
    model = BertModel(config)
    with torch.no_grad():
        embeddings = model.embeddings
        embeddings.position_embeddings.weight.zero_()
        embeddings.token_type_embeddings.weight.zero_()
        for row, piece in enumerate(vocabulary):
            embeddings.word_embeddings.weight[row] = torch.eye(dim)[meant[piece]] if piece in meant else 0
    model.save_pretrained(folder / "bert")
    BertTokenizer(vocab={piece: i for i, piece in enumerate(vocabulary)}).save_pretrained(folder / "bert")
    words = Transformer(str(folder / "bert"), max_seq_length=64)
    SentenceTransformer(modules=[words, Pooling(words.get_embedding_dimension())]).save(str(folder / "model"))
    return folder / "model"


@pytest.mark.usefixtures("exports_here")
@pytest.mark.parametrize(("asked", "told"), PAIRS)
def test_a_question_finds_its_sentence_whatever_the_two_languages(
    polyglot: Path, write: Write, cache: str, asked: str, told: str
) -> None:
    bot = open_bot([write(TEXTS[told])], model=str(polyglot), cache=Path(cache))
    assert bot.library.quotables[0].transcript.language == told
    answer = bot.ask(QUESTIONS[asked])
    assert (answer.statements[0].citation.exact, answer.statements[0].citation.role) == (EXACT[told], "interviewee")
    assert (answer.language_mismatch, answer.across, answer.calibrated) == (None, None, False)


@pytest.mark.parametrize(
    ("question", "language"), [("медаль", "ru"), ("Николай Возов", "ru"), ("메달", "ko"), ("奖章", "zh")]
)
def test_a_word_in_a_script_of_another_language_is_enough(real_bot: Bot, question: str, language: str) -> None:
    answer = real_bot.ask(question)
    assert answer.language_mismatch is None
    assert answer.across is not None
    assert answer.across.question == language


def test_in_a_language_that_no_model_here_has_learnt_the_question_is_said_not_to_be_understood(real_bot: Bot) -> None:
    answer = real_bot.ask(QUESTIONS["kk"])
    assert answer.language_mismatch == LanguageMismatch("kk", "en")
    assert (answer.state, answer.confidence, answer.nearest_question) == ("not_found", 0.0, None)
    headline, advice, *rest = [line.text for line in answer_lines(answer)]
    assert headline.startswith("Сұрақ")
    assert "--model" in advice
    assert rest == []


@pytest.mark.parametrize(
    "question", ["Who received a medal?", "Xi Jinping", "“Silk Road of Health”", "привет", "“Шёлковый путь”"]
)
def test_names_phrases_and_greetings_are_no_barrier(real_bot: Bot, question: str) -> None:
    answer = real_bot.ask(question)
    assert (answer.language_mismatch, answer.across) == (None, None)


@pytest.mark.usefixtures("exports_here")
def test_sets_that_ask_in_another_language_are_measured_with_any_model(
    polyglot: Path, tmp_path: Path, cache: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "ru-asks-en"
    (folder / "docs").mkdir(parents=True)
    text = "The museum was open. Alva received a medal. Flowers stood there."
    (folder / "docs" / "one.txt").write_text(text, encoding="utf-8")
    row = {"id": "q", "doc": "one", "question": "Кто получил медаль?", "spans": [[21, 43]]}
    (folder / "questions.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    arguments = ["evaluate", str(folder), "--model", str(polyglot), "--cache", cache]
    assert main(arguments) == 0
    assert ["hit@1", "1.000"] in [line.split()[:2] for line in capsys.readouterr().out.splitlines()]
