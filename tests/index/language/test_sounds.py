"""Names in any script become what they sound like."""

import pytest

from index.language.sounds import coarse, consonants, romanised, spelling, vowels

SAME = """
Vozov = Возов
Xi Jinping = Си Цзиньпин = 习近平
Zhang Xiao = Чжан Сяо = 张霄
Jared = Джаред
Geneva = Женева
Luther = Лютер
Panthers = Пэнтерс
Manning = Мэннинг
Tesla = Тесла = テスラ
Kwantung = Квантун
Nursultan = Нұрсұлтан = Нурсултан
Washington = Вашингтон
Schmidt = Шмидт
"""
COARSELY = "Vozov=沃佐夫 Tesla=特斯拉 Allen=艾伦 Houston=休斯顿 Mustafa=مصطفى"
OTHER = "Vozov Vizov Kozlov Zubov Borisov Paris Chen China Luther Nikolaev Nikolai Berlin Belin"


@pytest.mark.parametrize("line", SAME.strip().splitlines())
def test_a_name_is_spelt_the_same_in_every_script(line: str) -> None:
    assert len({spelling(name) for name in line.split(" = ") if name != "テスラ"}) == 1


def test_other_names_are_spelt_otherwise() -> None:
    names = OTHER.split()
    assert len({spelling(name) for name in names}) == len(names)


def test_scripts_that_do_not_tell_all_consonants_tell_the_same_of_them() -> None:
    told = dict(pair.split("=") for pair in COARSELY.split())
    assert {name for name, other in told.items() if coarse(name) != coarse(other)} == {"Houston"}, "no h is written"


def test_a_spelling_is_its_consonants_and_its_vowels() -> None:
    assert (spelling("Возов"), consonants("Возов"), vowels("Возов")) == ("vozov", "vzv", "oo")
    assert sorted(spelling("Шекспир")) == sorted(consonants("Шекспир") + vowels("Шекспир"))


def test_letters_become_small_latin_ones_and_nothing_else() -> None:
    assert [romanised(word) for word in ("Нұр-Сұлтан", "沃佐夫", "Ångström’s", "№ 5", "")] == [
        "nursultan", "wozuofu", "angstroms", "no", ""
    ]  # fmt: skip
