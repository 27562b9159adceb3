"""The kit's tags: what a template asks for is what the reader gets, and nothing typed by a person becomes markup."""

from __future__ import annotations

import pytest
from django import forms
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler

from peyvand.ui.templatetags.ui_kit import initials, known, theme_name, undo_url


def drawn(source: str, **context: object) -> str:
    return engines["django"].from_string(CottonCompiler().process(source)).render(context)


def test_an_icon_without_words_is_hidden_from_a_screen_reader_and_one_with_words_is_not():
    assert 'aria-hidden="true"' in drawn('{% icon "phone" %}')
    named = drawn('{% icon "check" label="done" %}')
    assert 'role="img"' in named
    assert 'aria-label="done"' in named


def test_arrows_turn_round_in_persian_and_phones_do_not():
    assert "icon-mirror" in drawn('{% icon "arrow-left" %}')
    assert "icon-mirror" not in drawn('{% icon "phone" %}')


def test_a_name_cannot_break_out_of_an_icon():
    assert "<script" not in drawn("{% icon name %}", name='"><script>')


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("علی کاظمی", "ع\u200cک"),
        ("کافه", "ک"),
        ("Sara Amiri", "S\u200cA"),
        ("علی‌رضا کاظمی", "ع\u200cک"),
        ("", "·"),
        (None, "·"),
    ],
)
def test_initials_stand_apart(name, letters):
    assert initials(name) == letters


def test_undo_leads_only_into_our_own_house():
    assert undo_url("undo:/customers/7/restore/") == "/customers/7/restore/"
    assert undo_url("success undo:/a") == "/a"
    for tags in ("undo://elsewhere.example/", "undo:https://elsewhere.example/", "undo:javascript:alert(1)", "", None):
        assert undo_url(tags) == ""


def test_as_the_system_means_no_theme_of_its_own():
    assert (theme_name("light"), theme_name("dark"), theme_name("system"), theme_name(None)) == (
        "peyvand",
        "peyvand-dark",
        "",
        "",
    )


def test_zero_is_known_and_blank_is_not():
    assert known(0)
    assert known(False)
    assert not known("  ")
    assert not known(None)


class Visit(forms.Form):
    place = forms.CharField()
    mail = forms.EmailField(required=False)
    sure = forms.BooleanField(required=False)
    kind = forms.ChoiceField(choices=[("a", "A")])
    answer = forms.ChoiceField(choices=[("yes", "She agrees"), ("no", "She says no")], widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(choices=[("sat", "Saturday")], widget=forms.CheckboxSelectMultiple)
    none = forms.MultipleChoiceField(choices=[], widget=forms.CheckboxSelectMultiple)


def test_a_field_shows_its_mistake_beside_itself_and_names_it_for_a_screen_reader():
    form = Visit({"place": "", "kind": "a"})
    page = drawn('<c-ui.field :field="form.place" />', form=form)
    assert 'aria-invalid="true"' in page
    assert 'id="id_place_error"' in page
    assert "id_place_error" in page.split("<input")[1].split(">")[0]


def test_fields_wear_the_clothes_of_their_kind():
    form = Visit()
    assert 'class="checkbox"' in drawn('<c-ui.field :field="form.sure" />', form=form)
    assert 'class="select"' in drawn('<c-ui.field :field="form.kind" />', form=form)
    mail = drawn('<c-ui.field :field="form.mail" />', form=form)
    assert 'dir="ltr"' in mail
    assert 'class="input"' in mail


def test_a_choice_spelled_out_dresses_each_answer_and_never_the_box_around_them():
    form = Visit({"answer": "no"})
    page = drawn('<c-ui.field :field="form.answer" />', form=form)
    assert page.count('class="radio"') == page.count('type="radio"') == 2
    assert "She agrees" in page
    assert page.split('value="no"')[1].startswith(" checked")
    days = drawn('<c-ui.field :field="form.days" />', form=form)
    assert days.count('class="checkbox"') == days.count('type="checkbox"') == 1
    assert "id_days_error" in days
    assert "<fieldset" not in drawn('<c-ui.field :field="form.none" />', form=form)


def test_what_people_typed_is_shown_and_never_run():
    page = drawn('<c-ui.care name="{{ name }}" href="/c/1/" why="{{ name }}" />', name="<img src=x onerror=alert(1)>")
    assert "<img" not in page
    page = drawn('<c-ui.page-header title="{{ name }}" avatar="{{ name }}" />', name='"><b>x')
    assert "<b>" not in page


def test_a_long_list_offers_more_only_when_there_is_more():
    assert "hx-get" in drawn('<c-ui.more url="/x?after=9" columns="3" />')
    assert "hx-get" not in drawn('<c-ui.more url="" shown="12" columns="3" />')
