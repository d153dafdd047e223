"""Names of one person, however they are written, and names of two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.names import is_name_of, same_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # letters that another keyboard doesn't have
        ("lukasz nowak", "Łukasz Nowak"),
        ("Dang Van An", "Đặng Văn An"),
        ("Soren Kierkegaard", "Søren Kierkegaard"),
        ("Soeren Kierkegaard", "Søren Kierkegaard"),
        ("Hans Muller", "Hans Müller"),
        ("Hans Mueller", "Hans Müller"),
        ("ilker yilmaz", "İlker Yılmaz"),
        ("Thor Jonsson", "Þór Jónsson"),
        ("Ngugi wa Thiong'o", "Ngũgĩ wa Thiong’o"),
        ("Семен Петров", "Семён Петров"),
        ("Ｊａｎｅ Doe", "Jane Doe"),
        # case, spaces, hyphens, apostrophes
        ("WANJIKU  MWANGI ", "Wanjiku Mwangi"),
        ("Jean Luc Moreau", "Jean-Luc Moreau"),
        ("JeanLuc Moreau", "Jean‑Luc Moreau"),
        ("Djordje Petrovic", "Đorđe Petrović"),
        ("Djordje Mueller", "Đorđe Müller"),
        ("Dordje Petrovic", "Dorđe Petrović"),
        ("Afi Dogbe", "Afi Ɖɔgbe"),
        ("Kofi Funyo", "Kofi Ƒunyo"),
        ("Heydar Aliyev", "Heydər Əliyev"),
        # signs that are an apostrophe elsewhere, or nothing
        ("Дар'я Коваль", "Дарʼя Коваль"),
        ("Даря Коваль", "Дар’я Коваль"),
        ("G'ulom Karimov", "Gʻulom Karimov"),
        ("Isileli Tupou", "ʻIsileli Tupou"),
        ("'Isileli Tupou", "ʻIsileli Tupou"),
        ("Abd al-Rahman", "ʿAbd al-Raḥmān"),
        ("Ma al-Aynayn", "Māʾ al-ʿAynayn"),
        ("Xi'an Li", "Xiꞌan Li"),
        ("Jane O'Brien", "Jane O’Brien"),
        ("jane obrien", "Jane O’Brien"),
        ("ΓΙΑΝΝΗΣ", "Γιάννης"),
        ("山田太郎", "山田 太郎"),
        ("김 철수", "김철수"),
        # Arabic and Hebrew
        ("احمد الاسد", "أحمد الأسد"),
        ("فاطمه العلي", "فاطمة العلي"),
        ("عبدالله السيد", "عبد الله السيد"),
        ("مُحَمَّد علي", "محمد علی"),
        ("مُـوسى", "موسي"),
        ("מֹשֶׁה כהן", "משה כהן"),
    ],
)
def test_name_is_the_same_however_it_is_typed(one, other):
    assert is_name_of(one, other)
    assert is_name_of(other, one)


@pytest.mark.parametrize(
    ("with_title", "name"),
    [
        ("Dr Wanjiku Mwangi", "Wanjiku Mwangi"),
        ("dr. wanjiku  mwangi", "Wanjiku Mwangi"),
        ("Minister Amina Koné", "Amina Koné"),
        ("M. le Ministre Amadou Koné", "Amadou Koné"),
        ("الوزير محمد أحمد", "محمد أحمد"),
        ("Sra. Dña. María López", "María López"),
        ("The Rt. Hon. Sir John Smith KCMG", "John Smith"),
        ("Dato' Seri Ahmad Zahid", "Ahmad Zahid"),
        ("H.E. William Keya", "William Keya"),
        ("H. E. William Keya", "William Keya"),
        ("HE William Keya", "William Keya"),
        ("His Excellency William Keya", "William Keya"),
        ("H.E. Mrs Jane Doe", "Jane Doe"),
        ("The Right Honourable Dame Jane Doe, PhD", "Jane Doe"),
        ("Hon. Jane Doe, EGH", "Jane Doe"),
        ("Prof. Dr. Hans Weber", "Hans Weber"),
        ("Dr. Sukarno", "Sukarno"),
        ("Maj. Gen. Jane Doe", "Jane Doe"),
        ("Hon'ble Jane Doe", "Jane Doe"),
        ("M. Jean Dupont", "Jean Dupont"),
        ("S.E. Mme Aïcha Koné", "Aicha Kone"),
        ("Excmo. Sr. D. Juan Pérez Gil", "Juan Perez Gil"),
        ("Г-жа Ольга Иванова", "Ольга Иванова"),
        ("السيدة فاطمة العلي", "فاطمة العلي"),
        ("معالي الدكتور أحمد علي", "أحمد علي"),
        ("د. أحمد علي", "أحمد علي"),
        ("السيد أحمد علي", "أحمد علي"),
        ("श्री राम शर्मा", "राम शर्मा"),
        ("डॉ. राम शर्मा", "राम शर्मा"),
        ("王小明先生", "王小明"),
        ("山田 太郎 様", "山田太郎"),
        ("김철수 님", "김철수"),
        ("นายสมชาย ใจดี", "สมชาย ใจดี"),
        ("ดร.สมชาย ใจดี", "สมชาย ใจดี"),
        ("Dr.Amina Odhiambo", "Amina Odhiambo"),
        ("Dr. med. Anna Keller", "Anna Keller"),
        ("Prof. Dr. h. c. mult. Anna Keller", "Anna Keller"),
        ("Dr. h.c. Anna Keller", "Anna Keller"),
        ("Dr. rer. pol. habil. Anna Keller", "Anna Keller"),
        ("Dr.-Ing. Anna Keller", "Anna Keller"),
        ("Dipl.-Ing. Anna Keller", "Anna Keller"),
        ("Pr Fatou Diallo", "Fatou Diallo"),
        ("Me Jean Dupont", "Jean Dupont"),
        ("Drs. Budi Santoso", "Budi Santoso"),
        ("Ir. Soekarno", "Soekarno"),
        ("El Hadj Omar Tall", "Omar Tall"),
        ("Dame Judith Hall", "Judith Hall"),
        ("الحاج أحمد علي", "أحمد علي"),
        ("أ.د. سارة العلي", "سارة العلي"),
        ("أ.د سارة العلي", "سارة العلي"),
        ("أ. د. سارة العلي", "سارة العلي"),
        ("H.E William Keya", "William Keya"),
        ("Anna Keller M.B.A.", "Anna Keller"),
        ("Anna Keller, MBA, MD", "Anna Keller"),
        ("Anna Keller Ph.D.", "Anna Keller"),
        ("anna keller phd", "Anna Keller"),
    ],
)
def test_courtesy_title_is_left_out_or_added(with_title, name):
    assert is_name_of(with_title, name)
    assert is_name_of(name, with_title)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jonas", "Jonas Weber"),
        ("Weber Jonas", "Jonas Weber"),
        ("Jonas Weber, Minister", "Jonas Weber"),
        ("Sara Said", "Jonas Weber"),
        ("Mario Rossi", "Maria Rossi"),
        ("John Smith", "John Smith Jr."),
        ("Ram Bahadur", "Ram Bahadur KC"),
        ("Ali", "Ali Ali"),
        ("Иван Иванов", "Иван Иванова"),
        ("राम शर्मा", "रमा शर्मा"),
        ("สมชาย", "สมชัย"),
        ("カキ", "ガキ"),
        ("أحمد", "محمد"),
        ("فاطمة علي", "فاتنة علي"),
        # a title alone is nobody's name, and what can be a name is none
        ("Dr", "Dr Weber"),
        ("Dr", "Mrs"),
        ("Mr", "Jane Doe"),
        ("Smith", "Don Smith"),
        ("Kira", "Major Kira"),
        ("Dupont", "M. Dupont"),
        ("J. Dupont", "M. Dupont"),
        ("Xiang Jian", "He Xiang Jian"),
        ("XIANG JIAN", "HE XIANG JIAN"),
        ("Jack", "Jack Ma"),
        ("Ahmed", "Ahmed Sheikh"),
        ("عبدالله", "عبدالله السيد"),
        # what is a degree in capitals is a name in small letters
        ("Samuel Oye", "Samuel Oye Mba"),
        ("SAMUEL OYE", "SAMUEL OYE MBA"),
        ("Ali Hassan", "Ali Hassan Md"),
        ("Ada Chi", "Ada Chi Obe"),
        ("Anil Kumar", "Anil Kumar KC"),
        # titles that are first names
        ("Diop", "Dame Diop"),
        ("Nkosi", "Doctor Nkosi"),
        ("Kamara", "Alhaji Kamara"),
        ("Diouf", "El Hadji Diouf"),
        ("Me Khin", "Me Me Khin"),
        ("Hansen", "Sig Hansen"),
        ("m. hassan", "dr. hassan"),
        ("", "Jane"),
        ("", "—"),
    ],
)
def test_name_of_another_person_is_another(one, other):
    assert not is_name_of(one, other)
    assert not is_name_of(other, one)


@pytest.mark.parametrize("typed", ["Samuel Oye MBA", "Samuel OYE MBA", "samuel oye mba", "SAMUEL OYE MBA"])
def test_surname_in_capitals_is_the_surname(typed):
    assert is_name_of(typed, "Samuel Oye Mba")


def test_name_without_a_letter_is_typed_as_it_stands():
    assert is_name_of(" — ", "—")
    assert not is_name_of("–", "—")


@given(st.text(max_size=40))
def test_name_is_always_itself_and_nothing_is_nobody(name):
    assert is_name_of(name, name)
    assert not is_name_of("", f"{name}a")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Minister of the Interior", "minister of the  interior.", True),
        ("Secrétaire d’État", "secretaire d'etat", True),
        ("وزيرة الصحة", "وزيره الصحه", True),
        ("Minister", "Acting Minister", False),
        ("", "", True),
        ("", "Minister", False),
    ],
)
def test_titles_are_the_same_letter_by_letter(one, other, same):
    assert same_words(one, other) == same
