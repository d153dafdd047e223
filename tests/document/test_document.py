"""The document of a pledge: what is chosen, in order, named and filled in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commitments import document
from commitments.models import Draft, menu
from tests.factories import add_party, add_resource, group, link, make_pledge, pick, write

pytestmark = pytest.mark.django_db

REFUGEES = "a-gcr-humanitarian-objectives"
SAFETY = "a-safety-dignity-rights"
MIGRATION = "a-gcm-humanitarian-objectives"
LOCAL = "a-locally-led-action"
POINTS = "b-rescue-and-services-humanitarian-service-points"
EXPERTISE = "b-detention-draw-on-expertise"
UNDERTAKING = "pledge to undertake measures to uphold the rights of all migrants:"


def opening(*parties: tuple[str, str], **fields) -> str:
    pledge = make_pledge(**fields)
    for kind, code in parties:
        add_party(pledge, kind, code) if code.isupper() else add_party(pledge, kind, name=code)
    said = document.build(pledge).opening
    assert said.endswith(f" {UNDERTAKING}")
    return said.removesuffix(f" {UNDERTAKING}")


STATE, SOCIETY = "state", "national_society"


@pytest.mark.parametrize(
    ("parties", "subject"),
    [
        ([], "We, the [Government/National Society],"),
        ([(STATE, "KE")], "We, the Government of Kenya,"),
        ([(STATE, "NL")], "We, the Government of the Netherlands,"),
        ([(SOCIETY, "KE")], "We, the Kenya Red Cross Society,"),
        ([(SOCIETY, "IL")], "We, Magen David Adom in Israel,"),
        ([("observer", "Example Relief")], "We, Example Relief,"),
        ([(STATE, "KE"), (SOCIETY, "KE")], "The Government and National Society of Kenya jointly"),
        ([(STATE, "NL"), (SOCIETY, "NL")], "The Government and National Society of the Netherlands jointly"),
        (
            [(STATE, "KE"), (SOCIETY, "IL"), ("observer", "Example Relief")],
            "The Government of Kenya, Magen David Adom in Israel and Example Relief jointly",
        ),
    ],
)
def test_opening_is_made_from_the_directory(parties, subject):
    assert opening(*parties) == subject


def test_opening_names_the_parties_in_full():
    parties = [(STATE, "KE"), (SOCIETY, "KE")]
    assert opening(*parties, name_parties_in_full=True) == (
        "The Government of Kenya and the Kenya Red Cross Society jointly"
    )


@pytest.mark.parametrize("written", [True, False])
def test_opening_of_a_region_be_it_written_or_of_the_directory(written):
    region: dict[str, Any] = {"region": "Le Sahel"} if written else {"regional_group": group("sahel")}
    named = "Le Sahel" if written else "the Sahel"
    codes = list(group("sahel").members.values_list("iso2", flat=True))
    societies = [(SOCIETY, code) for code in codes]
    assert opening(*societies, **region) == f"The National Societies of {named} jointly"
    assert opening(*((STATE, code) for code in codes), *societies, **region) == (
        f"The Governments and National Societies of {named} jointly"
    )


@pytest.mark.both
@pytest.mark.parametrize("written", ["the Sahel", "Sahel", "SAHEL", "el Sahel", "منطقة الساحل"])
def test_some_of_a_region_are_named_one_by_one(written):
    some = "The Mali Red Cross and the Red Cross Society of Niger jointly"
    societies = [(SOCIETY, "ML"), (SOCIETY, "NE")]
    assert opening(*societies, region=written) == some
    assert opening(*societies, regional_group=group("sahel")) == some
    codes = list(group("sahel").members.values_list("iso2", flat=True))
    every = [(SOCIETY, code) for code in codes]
    for some_states in (codes[:1], codes[1:], codes[:2]):
        of_region = opening(*((STATE, code) for code in some_states), *every, regional_group=group("sahel"))
        assert "Sahel" not in of_region
    assert "Sahel" not in opening(*every[1:], regional_group=group("sahel"))
    assert "Sahel" not in opening(*every, (SOCIETY, "KE"), regional_group=group("sahel"))


@pytest.mark.parametrize("written", ["Centroamérica", "the Central American region", "l'Amérique centrale"])
def test_some_of_a_region_in_other_words_are_named_one_by_one(written):
    some = opening((SOCIETY, "HN"), (SOCIETY, "GT"), region=written)
    assert some == "The Honduran Red Cross and the Guatemalan Red Cross jointly"
    every = [(SOCIETY, code) for code in ("BZ", "CR", "GT", "HN", "PA", "SV")]
    assert opening(*every, region=written) == f"The National Societies of {written} jointly"


@pytest.mark.parametrize(
    ("slug", "called"),
    [
        ("ifrc-africa", "the IFRC Africa region"),
        ("ifrc-mena", "the IFRC Middle East and North Africa region"),
        ("micronesia-region", "the region of Micronesia"),
    ],
)
def test_region_of_the_directory_reads_as_in_a_sentence(slug, called):
    members = group(slug).members.filter(national_society__recognised=True).values_list("iso2", flat=True)
    societies = [(SOCIETY, code) for code in members]
    assert opening(*societies, regional_group=group(slug)) == f"The National Societies of {called} jointly"


def test_region_is_called_whole_without_who_has_no_society():
    central = group("central-america")
    societies = [(SOCIETY, code) for code in ("BZ", "CR", "GT", "HN", "PA", "SV")]
    assert opening(*societies, regional_group=central) == "The National Societies of Central America jointly"
    states = [(STATE, state.iso2) for state in central.members.all()]
    assert opening(*states, *societies, regional_group=central) == (
        "The Governments and National Societies of Central America jointly"
    )
    assert opening(*states[:6], *societies, regional_group=central).startswith("The Government of Belize, ")


def test_governments_of_a_region_with_members_outside_the_directory_are_named():
    caricom = group("caricom")
    codes = list(caricom.members.values_list("iso2", flat=True))
    societies = [(SOCIETY, code) for code in codes]
    assert opening(*societies, regional_group=caricom).startswith("The National Societies of the Caribbean Community")
    assert opening(*((STATE, code) for code in codes), *societies, regional_group=caricom).startswith("The Government")
    assert "CARICOM" not in opening(*((STATE, code) for code in codes), *societies, regional_group=caricom)


def test_region_with_a_party_of_another_kind_is_named_one_by_one():
    societies = [(SOCIETY, code) for code in ("BE", "LU", "NL")]
    assert opening(*societies, regional_group=group("benelux")) == "The National Societies of the Benelux jointly"
    for other in (("component", "IFRC"), (STATE, "KE")):
        assert "Benelux" not in opening(*societies, other, regional_group=group("benelux"))


def test_opening_takes_the_name_that_the_pledge_gives_a_party():
    pledge = make_pledge()
    add_party(pledge, STATE, "KE", name="the Republic of Kenya")
    add_party(pledge, SOCIETY, "KE")
    printed = document.build(pledge)
    assert printed.opening.startswith("The Republic of Kenya and the Kenya Red Cross Society jointly pledge")
    kenya = printed.parties[0]
    assert (kenya.named, kenya.name, kenya.in_sentence) == (
        "the Republic of Kenya",
        "Republic of Kenya",
        "the Republic of Kenya",
    )


@pytest.mark.parametrize(
    ("kind", "name", "in_sentence", "listed", "said"),
    [
        (STATE, "", "", "Government of Kenya", "the Government of Kenya"),
        (STATE, "Ministry of Health", "", "Ministry of Health", "the Ministry of Health"),
        (STATE, "the Ministry of Health", "", "Ministry of Health", "the Ministry of Health"),
        (STATE, "Ministry of Health", "our Ministry of Health", "Ministry of Health", "our Ministry of Health"),
        (STATE, "", "Kenya", "Government of Kenya", "Kenya"),
        (SOCIETY, "", "", "Kenya Red Cross Society", "the Kenya Red Cross Society"),
        (SOCIETY, "Kenya Red Cross", "", "Kenya Red Cross", "the Kenya Red Cross"),
        (SOCIETY, "Kenya Red Cross", "Kenya Red Cross", "Kenya Red Cross", "Kenya Red Cross"),
        ("observer", "Example Relief", "", "Example Relief", "Example Relief"),
        ("observer", "the World Food Programme", "", "World Food Programme", "the World Food Programme"),
        ("observer", "World Food Programme", "", "World Food Programme", "the World Food Programme"),
        ("observer", "Lifeline", "the Lifeline", "Lifeline", "the Lifeline"),
    ],
)
def test_party_has_a_name_for_lists_and_a_form_within_sentences(kind, name, in_sentence, listed, said):
    pledge = make_pledge()
    add_party(pledge, kind, "" if kind == "observer" else "KE", name=name, in_sentence=in_sentence)
    printed = document.build(pledge)
    assert (printed.parties[0].name, printed.parties[0].in_sentence) == (listed, said)
    assert printed.opening.startswith(f"We, {said}, pledge to ")
    assert str(pledge.parties.get()) == ("Kenya" if kind == STATE and not name else listed)


def test_party_with_a_form_of_its_own_is_named_in_the_opening():
    pledge = make_pledge()
    add_party(pledge, STATE, "KE", in_sentence="the Republic of Kenya")
    add_party(pledge, SOCIETY, "KE")
    assert document.build(pledge).opening.startswith("The Republic of Kenya and the Kenya Red Cross Society jointly")


@pytest.mark.parametrize(
    ("language", "kind", "signs"),
    [
        ("en", STATE, "by delegation for the Government of Kenya"),
        ("en", SOCIETY, "by delegation for the Kenya Red Cross Society"),
        ("fr", STATE, "par délégation pour le Gouvernement du Kenya"),
        ("es", STATE, "por delegación del Gobierno de Kenya"),
        ("es", SOCIETY, "por delegación de la Cruz Roja de Kenia"),
        ("ar", STATE, "بتفويض من حكومة كينيا"),
        ("ar", SOCIETY, "بتفويض من جمعية الصليب الأحمر الكينية"),
    ],
)
def test_who_signs_by_delegation_signs_for_the_party_as_a_sentence_names_it(language, kind, signs):
    pledge = make_pledge(language=language)
    add_party(pledge, kind, "KE", signatory_name="Amina Otieno", signs_by="delegation")
    (party,) = document.build(pledge).parties
    assert party.signatory.signs == signs


@pytest.mark.parametrize(
    ("language", "row", "signs"),
    [
        ("fr", {"by": "office", "whom": "le Ministre de l’Intérieur"}, "au nom du Ministre de l’Intérieur"),
        ("fr", {"by": "office", "whom": "les Ministres"}, "au nom des Ministres"),
        ("es", {"by": "office", "whom": "el Ministro"}, "en nombre del Ministro"),
        ("es", {"by": "delegation", "whom": "el Ministro"}, "por delegación del Ministro"),
        ("en", {"by": "office", "whom": "the Minister"}, "on behalf of the Minister"),
        ("fr", {"by": "delegation", "name": "Ministère de la Santé"}, "par délégation pour Ministère de la Santé"),
        ("fr", {"by": "delegation", "name": ""}, "par délégation pour le Gouvernement du Kenya"),
    ],
)
def test_for_whom_somebody_signs_reads_in_the_language_of_the_pledge(language, row, signs):
    pledge = make_pledge(language=language)
    fields = {"signs_by": row["by"], "signs_for": row.get("whom", ""), "name": row.get("name", "")}
    said = "the Ministry of Health of Kenya"
    add_party(pledge, STATE, "KE", signatory_name="Amina Otieno", in_sentence=said, **fields)
    (party,) = document.build(pledge).parties
    assert (party.signatory.signs, party.in_sentence) == (signs, said)


def test_form_of_a_french_sentence_is_kept_where_the_pledge_is_french():
    pledge = make_pledge(language="fr")
    said = "le Ministère de la Santé"
    add_party(pledge, STATE, "KE", in_sentence=said, signatory_name="Amina Otieno", signs_by="delegation")
    (party,) = document.build(pledge).parties
    assert party.signatory.signs == "par délégation pour le Ministère de la Santé"


@pytest.mark.parametrize(
    ("kind", "code", "name", "said"),
    [
        ("component", "ICRC", "ICRC", "the ICRC"),
        ("component", "IFRC", "the IFRC", "the IFRC"),
        ("component", "IFRC", "International Federation", "the International Federation"),
        (SOCIETY, "KE", "KRCS", "the KRCS"),
        (SOCIETY, "KE", "Example", "Example"),
        (STATE, "KE", "KNH", "KNH"),
        ("observer", "", "ICRC", "ICRC"),
    ],
)
def test_abbreviation_of_a_component_or_society_has_the_article_of_its_whole_name(kind, code, name, said):
    pledge = make_pledge()
    add_party(pledge, kind, code, name=name)
    (party,) = document.build(pledge).parties
    assert party.in_sentence == said


def test_opening_of_the_drafter_stays_and_has_its_blanks_filled():
    pledge = make_pledge(opening="With [National Society] and [ministry], we pledge:")
    add_party(pledge, SOCIETY, "KE")
    printed = document.build(pledge)
    assert printed.opening == "With the Kenya Red Cross Society and [ministry], we pledge:"
    assert not printed.opening_is_generated
    assert document.generated_opening(pledge, printed.parties).startswith("We, the Kenya Red Cross Society,")


@pytest.mark.parametrize(
    ("codes", "filled"),
    [
        ([], "Draw on the expertise of [National Society], as appropriate"),
        (["KE"], "Draw on the expertise of the Kenya Red Cross Society, as appropriate"),
        (["KE", "NL"], "Draw on the expertise of the National Societies, as appropriate"),
        (["KE", "NL", "IL"], "Draw on the expertise of the National Societies, as appropriate"),
    ],
)
def test_blank_of_the_society_is_filled(codes, filled):
    pledge = make_pledge()
    add_party(pledge, STATE, "KE")
    for code in codes:
        add_party(pledge, SOCIETY, code)
    pick(pledge, EXPERTISE)
    printed = document.build(pledge)
    assert printed.actions[0].text.startswith(filled)
    assert ("[National Society]" in printed.open_blanks) == (not codes)


@pytest.mark.parametrize(
    ("codes", "region", "filled"),
    [
        ([], "", "in [COUNTRY/REGION]"),
        (["NL"], "", "in the Netherlands"),
        (["NL", "KE"], "", "in [COUNTRY/REGION]"),
        (["NL", "KE"], "the Sahel", "in the Sahel"),
        ([], "the Sahel", "in the Sahel"),
    ],
)
def test_blank_of_the_place_is_filled(codes, region, filled):
    pledge = make_pledge(region=region)
    for code in codes:
        add_party(pledge, STATE, code)
    write(pledge, "objective", "Work in [COUNTRY/REGION]")
    assert document.build(pledge).objectives[0].text == f"Work {filled}"


def test_unknown_blanks_stay_visible_wherever_they_stand():
    pledge = make_pledge(
        introduction="On [topic].\n\nIn [COUNTRY/REGION].", opening="[We] pledge:", resources_text="About [sum]."
    )
    pick(pledge, REFUGEES, "Help [how many] refugees")
    write(pledge, "addition", "in [camps]", parent=pledge.items.get())
    write(pledge, "action", "Dig [wells]")
    write(pledge, "indicator", "Number of [wells]")
    assert document.build(pledge).open_blanks == (
        "[topic]",
        "[COUNTRY/REGION]",
        "[We]",
        "[how many]",
        "[camps]",
        "[wells]",
        "[wells]",
        "[sum]",
    )


@pytest.mark.parametrize(
    ("slugs", "ending"),
    [
        ([], "the humanitarian objectives of the Global Compact on Refugees."),
        (["a-gcr-refugee-rights"], "Compact on Refugees, including [a]."),
        (["a-gcr-refugee-rights", "a-gcr-durable-solutions"], "Compact on Refugees, including [a]; and [b]."),
        (
            ["a-gcr-refugee-rights", "a-gcr-durable-solutions", "a-gcr-responsibility-sharing"],
            "Compact on Refugees, including [a]; [b]; and [c].",
        ),
    ],
)
def test_additions_are_joined_to_one_sentence(slugs, ending):
    pledge = make_pledge()
    pick(pledge, REFUGEES)
    for slug, letter in zip(slugs, "abc", strict=False):
        pick(pledge, slug, f"[{letter}]")
    assert document.build(pledge).objectives[0].sentence.endswith(ending)


def test_official_additions_read_as_one_sentence():
    pledge = make_pledge()
    for slug in (REFUGEES, "a-gcr-responsibility-sharing", "a-gcr-locally-led-action", MIGRATION):
        pick(pledge, slug)
    pick(pledge, "a-gcm-implementation-plans")
    refugees, migration = document.build(pledge).objectives
    assert "Compact on Refugees, including support for" in refugees.sentence
    assert refugees.sentence.count("; and ") == 1
    assert "Regular Migration, " not in migration.sentence
    assert migration.sentence.count(".") == 1


def test_official_objective_ends_with_a_full_stop_and_an_adapted_one_as_it_was_typed():
    pledge = make_pledge()
    pick(pledge, MIGRATION)
    pick(pledge, SAFETY, "Keep everybody safe")
    official, adapted = document.build(pledge).objectives
    assert official.sentence == f"{official.text}."
    assert adapted.sentence == "Keep everybody safe"
    assert (official.wording, adapted.wording) == ("official", "adapted")


def test_what_is_not_chosen_stays_out():
    pledge = make_pledge()
    pick(pledge, REFUGEES, chosen=False)
    pick(pledge, "a-gcr-refugee-rights")
    objective = pick(pledge, SAFETY)
    link(pick(pledge, EXPERTISE), linked=[objective, pledge.items.get(key=REFUGEES)])
    write(pledge, "indicator", "Number", chosen=False)
    printed = document.build(pledge)
    assert [objective.key for objective in printed.objectives] == [SAFETY]
    assert printed.actions[0].serves == (SAFETY,)
    assert printed.indicators == ()


def test_items_stand_in_the_drafter_s_order_and_themes_in_the_model_s():
    pledge = make_pledge()
    for slug in (EXPERTISE, POINTS, "b-detention-dialogue-with-national-societies"):
        pick(pledge, slug)
    write(pledge, "action", "Trees", theme_name="Water")
    write(pledge, "action", "Wells", theme_name="")
    write(pledge, "action", "Seas", theme_name="Water")
    themes = document.build(pledge).themes
    assert [(theme.number, theme.slug, theme.name) for theme in themes[2:]] == [(8, "", "Water"), (9, "", "")]
    assert [theme.slug for theme in themes[:2]] == ["b-rescue-and-services", "b-detention"]
    assert [[action.number for action in theme.actions] for theme in themes] == [
        ["1.1"],
        ["3.1", "3.2"],
        ["8.1", "8.2"],
        ["9.1"],
    ]
    assert themes[1].actions[0].key == EXPERTISE


@pytest.mark.parametrize(
    ("headings", "numbers"),
    [
        (["Water"], [(1, "Water")]),
        ([""], [(1, "")]),
        (["Water", "Land", "Water", ""], [(1, "Water"), (2, "Land"), (3, "")]),
    ],
)
def test_plan_under_nothing_but_own_headings_begins_at_1(headings, numbers):
    pledge = make_pledge()
    for heading in headings:
        write(pledge, "action", "Dig wells.", theme_name=heading)
    pick(pledge, EXPERTISE, chosen=False)
    themes = document.build(pledge).themes
    assert [(theme.number, theme.name) for theme in themes] == numbers
    assert themes[0].actions[0].number == "1.1"
    pick(pledge, POINTS)
    assert [theme.number for theme in document.build(pledge).themes] == [1, *(7 + number for number, _name in numbers)]


def test_details_are_in_the_document():
    pledge = make_pledge()
    state, society = add_party(pledge, STATE, "KE"), add_party(pledge, SOCIETY, "KE", focal_name="Amina")
    objective = pick(pledge, SAFETY)
    action = pick(pledge, POINTS, start="2020-01", end="2021", responsible="Unit")
    link(action, leads=[society, state], linked=[objective])
    indicator = write(pledge, "indicator", "Points", baseline="2", target="12", verification="Report")
    link(indicator, linked=[action])
    printed = document.build(pledge)
    shown = printed.actions[0]
    assert (shown.leads, shown.responsible, shown.start, shown.end) == ((0, 1), "Unit", "2020-01", "2021")
    assert shown.serves == (SAFETY,)
    assert shown.title
    measure = printed.indicators[0]
    assert (measure.baseline, measure.target, measure.verification, measure.measures) == (
        "2",
        "12",
        "Report",
        (POINTS,),
    )
    assert (measure.clause, measure.title, measure.wording) == (None, "", "own")
    assert printed.parties[1].focal_name == "Amina"


def test_parties_are_named_for_lists_and_for_sentences():
    pledge = make_pledge()
    add_party(pledge, STATE, "NL")
    add_party(pledge, SOCIETY, "KE")
    add_party(pledge, "observer", name="Example Relief")
    state, society, observer = document.build(pledge).parties
    assert (state.name, state.in_sentence, state.country, state.code) == (
        "Government of the Netherlands",
        "the Government of the Netherlands",
        "the Netherlands",
        "NL",
    )
    assert (society.name, society.in_sentence) == ("Kenya Red Cross Society", "the Kenya Red Cross Society")
    assert (observer.name, observer.in_sentence, observer.country, observer.code, observer.named) == (
        "Example Relief",
        "Example Relief",
        "",
        "",
        "",
    )


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "pt"])
def test_parties_are_listed_in_the_pledge_s_language_or_else_in_english(language):
    pledge = make_pledge(language=language)
    add_party(pledge, STATE, "SN")
    names = {"fr": "Gouvernement du Sénégal", "es": "Gobierno del Senegal", "ar": "حكومة السنغال"}
    assert document.build(pledge).parties[0].name == names.get(language, "Government of Senegal")


def test_sentence_of_the_model_text_names_parties_and_region_in_its_own_language():
    pledge = make_pledge(language="fr", regional_group=group("sahel"))
    add_party(pledge, STATE, "NE")
    add_party(pledge, SOCIETY, "NE")
    assert document.build(pledge).opening.startswith(
        "The Government and National Society of the Niger jointly pledge to"
    )
    pledge.parties.filter(kind=STATE).delete()
    for code in ("ML", "BF", "CM", "GM", "GN", "MR", "NG", "SN", "TD"):
        add_party(pledge, SOCIETY, code)
    printed = document.build(pledge)
    assert printed.opening.startswith("The National Societies of the Sahel jointly pledge to")
    assert printed.parties[1].in_sentence == "the Mali Red Cross"
    assert printed.parties[1].name == "Croix-Rouge malienne"


def test_introduction_is_official_until_a_word_changes():
    pledge = make_pledge()
    printed = document.build(pledge)
    assert printed.introduction == menu(pledge.model_text).introduction
    assert printed.introduction_is_official
    pledge.introduction += "\n\nAnd more."
    printed = document.build(pledge)
    assert printed.introduction[-1] == "And more."
    assert not printed.introduction_is_official
    pledge.introduction = ""
    assert document.build(pledge).introduction == ()


@pytest.mark.parametrize(
    ("amount", "digits"), [(None, ""), (0, "0"), (120000, "120000"), ("4500.5", "4500.50"), ("0.01", "0.01")]
)
def test_amounts_have_decimals_where_there_are_any(amount, digits):
    pledge = make_pledge(resources_text="Volunteers")
    add_resource(
        pledge, amount=None if amount is None else Decimal(amount), currency="CHF", description="Points", provider="Us"
    )
    printed = document.build(pledge)
    line = printed.resource_lines[0]
    assert (line.amount, line.currency, line.description, line.provider) == (
        digits,
        "CHF",
        "Points",
        "Us",
    )
    assert printed.resources_text == "Volunteers"


def test_pledge_s_own_fields_are_in_the_document():
    pledge = make_pledge(
        title="Wells", openness="open", open_until=date(2021, 12, 31), regional_group=group("sahel"), language="fr"
    )
    printed = document.build(pledge)
    assert (printed.reference, printed.status, printed.title) == (pledge.reference, "draft", "Wells")
    assert (printed.openness, printed.open_until, printed.period) == ("open", "2021-12-31", (2019, 2023))
    assert (printed.region, printed.region_name) == ("sahel", group("sahel").name_en)
    assert (printed.language, printed.clause_language, printed.model_text) == ("fr", "en", "migration-2019")
    assert document.build(make_pledge(region="our valley")).region == "our valley"


def test_build_takes_the_same_queries_for_one_item_and_many(django_assert_num_queries, model_text):
    small, large = make_pledge(), make_pledge()
    offered = menu(model_text).offered
    for pledge, codes, count in ((small, ["KE"], 1), (large, ["KE", "NL", "ML"], len(offered))):
        for code in codes:
            add_party(pledge, STATE, code)
            add_party(pledge, SOCIETY, code)
        for clause in offered[:count]:
            item = pick(pledge, clause.slug)
            link(item, leads=pledge.parties.all(), linked=pledge.items.exclude(pk=item.pk)[:2])
        add_resource(pledge)
    with django_assert_num_queries(3):
        document.build(small)
    with django_assert_num_queries(3):
        assert len(document.build(large).actions) == 40


def test_build_takes_rows_that_were_read_already(django_assert_num_queries):
    pledge = make_pledge()
    add_party(pledge, STATE, "KE")
    pick(pledge, SAFETY)
    pick(pledge, MIGRATION, chosen=False)
    add_resource(pledge, description="Wells")
    printed, draft = document.build(pledge), Draft(pledge)
    assert len(draft.items) + len(draft.parties) + len(draft.lines) == 4
    with django_assert_num_queries(0):
        assert document.build(draft) == printed


def test_build_of_a_draft_is_of_what_stands_in_memory():
    pledge = make_pledge(title="Wells")
    for slug in (SAFETY, MIGRATION):
        pick(pledge, slug)
    add_party(pledge, STATE, "KE")
    add_resource(pledge, description="Pumps")
    draft = Draft(pledge)
    draft.items[SAFETY].position, draft.items[MIGRATION].text = 9, "Help in [place]"
    draft.pledge.title, draft.pledge.blank_fillings = "Pumps", {"[place]": "Nakuru"}
    draft.parties.clear()
    draft.lines.clear()
    printed = document.build(draft)
    assert [objective.key for objective in printed.objectives] == [MIGRATION, SAFETY]
    assert (printed.title, printed.objectives[0].text) == ("Pumps", "Help in Nakuru")
    assert (printed.parties, printed.resource_lines) == ((), ())
    assert [row.text for row in pledge.items.filter(key=MIGRATION)] != ["Help in [place]"]


def test_who_leads_is_told_by_key_and_nobody_who_is_gone():
    pledge = make_pledge()
    state, society = add_party(pledge, STATE, "KE"), add_party(pledge, SOCIETY, "KE")
    item = link(pick(pledge, EXPERTISE), leads=[society, state])
    key = state.key
    state.delete()
    assert document.build(pledge).actions[0].leads == (0,)
    add_party(pledge, STATE, "KE", key=key)
    assert document.build(pledge).actions[0].leads == (0, 1)
    item.leads = ["party-nobody"]
    item.save(update_fields=["leads"])
    assert document.build(pledge).actions[0].leads == ()


def test_region_names_its_own_members_only():
    pledge = make_pledge(regional_group=group("benelux"))
    for code in ("BE", "LU", "NL"):
        add_party(pledge, SOCIETY, code)
    assert document.build(pledge).opening.startswith("The National Societies of the Benelux jointly pledge to")
    add_party(pledge, SOCIETY, "KE")
    assert document.build(pledge).opening.startswith("The Belgian Red Cross, ")


@pytest.mark.parametrize(
    "wide",
    [
        *("Africa", "the African region", "Latin America", "l'Europe", "el Oriente Medio", "شرق أفريقيا"),
        *("the African continent", "the whole world", "Asia", "all of Africa"),
        *("the Balkans", "Scandinavia", "el Cáucaso", "les Balkans", "بلاد الشام", "the Indian subcontinent"),
        *("West and Central Africa", "South-East Asia", "Francophone Africa", "Central America and Mexico"),
        *("the Sahel and the Lake Chad Basin", "the Eastern Caribbean", "Pacífico Sur", "l'Afrique orientale"),
        *("the Commonwealth", "la Francophonie", "the G20", "Least Developed Countries", "BRICS"),
    ],
)
def test_parties_of_what_is_known_to_be_of_many_are_named(wide):
    named = "The Kenya Red Cross Society and the Uganda Red Cross Society jointly"
    assert opening((SOCIETY, "KE"), (SOCIETY, "UG"), region=wide) == named


@pytest.mark.parametrize("region", ["the two valleys", "the Mano River Union", "Mount Elgon"])
def test_region_in_free_text_is_the_drafter_s_to_know(region):
    pledge = make_pledge(region=region)
    add_party(pledge, SOCIETY, "KE")
    add_party(pledge, SOCIETY, "UG")
    assert document.build(pledge).opening.startswith(f"The National Societies of {region} jointly pledge to")
