"""Admin pages of imports: upload, preview, writing and undo, each limited by permissions."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from baliportal.catalogue.models import Change, Topic
from baliportal.catalogue.schema.records import apply_record
from baliportal.imports.models import Batch, Verdict
from legislation.models import Law

from ..editorial.desk_work import brought, edited, taken_out, undone, written
from .admin_urls import admin_url

pytestmark = pytest.mark.django_db
STEPS = ("check", "anew", "write", "undo", "discard", "choose")


def upload(client, content, name="laws.csv"):
    sent = {"file": SimpleUploadedFile(name, content), "note": "From the gazette", "encoding": ""}
    return client.post(admin_url(Law, "import"), sent, follow=True)


def test_a_file_is_uploaded_previewed_chosen_from_written_and_undone(desk, law):
    other = Law.objects.create(title="Another Act")
    content = edited(taken_out("law", [law.pk, other.pk]), {(0, "title"): "New", (1, "title"): "Not this one"})
    page = upload(desk, content)
    batch = Batch.objects.get()
    assert "Check the next rows" in page.content.decode()
    answer = desk.post(reverse("admin:imports_batch_check", args=[batch.pk]), headers={"accept": "application/json"})
    assert answer.json() == {"done": 2, "total": 2, "ready": True}
    page = desk.get(reverse("admin:imports_batch_change", args=[batch.pk])).content.decode()
    assert "Not this one" in page
    assert "Will change" in page
    verdicts = {verdict.line: verdict.pk for verdict in batch.verdicts.all()}
    choice = {"shown": list(verdicts.values()), "chosen": [verdicts[2]], "write": "1"}
    page = desk.post(reverse("admin:imports_batch_write", args=[batch.pk]), choice, follow=True).content.decode()
    assert f"1 record written as import {batch.pk}" in page
    assert "Will change" not in page
    assert set(Law.objects.filter(pk__in=[law.pk, other.pk]).values_list("title", flat=True)) == {"New", "Another Act"}
    page = desk.post(reverse("admin:imports_batch_undo", args=[batch.pk]), follow=True).content.decode()
    assert f"1 record is again as before import {batch.pk}" in page
    assert Law.objects.get(pk=law.pk).title == "An Act of the test"


@pytest.mark.parametrize(
    ("outcome", "previewed", "written"),
    [
        ("added", ("Will be added", "Now", "Will be"), ("Added", "Before", "Written")),
        ("changed", ("Will change", "Now", "Will be"), ("Changed", "Before", "Written")),
        ("conflict", ("Changed here meanwhile", "Now", "Will be"), ("Conflict", "Before", "Written")),
        ("error", ("Error", "Now", "In the file"), ("Error", "Before", "In the file")),
    ],
)
def test_the_words_for_a_row_say_whether_its_batch_is_written(outcome, previewed, written):
    for batch, words in ((Batch(), previewed), (Batch(applied_at=timezone.now()), written)):
        row = Verdict(batch=batch, outcome=outcome)
        assert (row.outcome_text, row.before_label, row.after_label) == words


def test_the_checkbox_of_a_conflict_says_what_it_overwrites():
    assert Verdict(line=2, outcome="changed").choice_label == "Write row 2"
    assert Verdict(line=3, outcome="conflict").choice_label == "Write row 3 over what was changed here"


def test_the_history_links_to_the_page_of_an_import_for_users_who_may_see_it(client, desk, law, putri, rahul):
    batch = brought("law", edited(taken_out("law", [law.pk]), {(0, "title"): "New"}), putri)
    written(batch, putri)
    undone(batch, putri)
    link = f'href="{reverse("admin:imports_batch_change", args=[batch.pk])}"'
    history = admin_url(Law, "history", law.pk)
    undoing, bringing = Change.objects.of(law)[:2]
    pages = [
        history,
        *(reverse("admin:catalogue_change_change", args=[change.number]) for change in (undoing, bringing)),
    ]
    assert [desk.get(page).content.decode().count(link) for page in pages] == [2, 1, 1]
    rahul.user_permissions.remove(Permission.objects.get(codename="view_batch"))
    client.force_login(rahul)
    assert [client.get(page).content.decode().count(link) for page in pages] == [0, 0, 0]


def test_the_page_of_an_undone_batch_lists_the_records_it_left(desk, law, putri):
    other = Law.objects.create(title="Another Act")
    batch = brought("law", edited(taken_out("law", [law.pk, other.pk]), {(0, "title"): "X", (1, "title"): "Y"}), putri)
    written(batch, putri)
    apply_record(Law.objects.get(pk=law.pk), {"doubt": "Edited since"})
    undone(batch, putri)
    page = desk.get(reverse("admin:imports_batch_change", args=[batch.pk]))
    assert [change.subject for change in page.context["kept"]] == [law.public_id]
    assert f"?subject={law.public_id}" in page.content.decode()


def test_only_what_differs_in_a_field_is_marked(desk, law):
    law.topics.set(Topic.objects.filter(slug="people-smuggling"))
    upload(desk, edited(taken_out("law", [law.pk]), {(0, "topics"): "people-smuggling;extradition"}))
    batch = Batch.objects.get()
    desk.post(reverse("admin:imports_batch_check", args=[batch.pk]))
    page = desk.get(reverse("admin:imports_batch_change", args=[batch.pk])).content.decode()
    assert "<ins>extradition;</ins>people-smuggling" in page
    assert "<del>" not in page


def test_without_javascript_a_button_continues_the_check(desk, law):
    upload(desk, edited(taken_out("law", [law.pk]), {(0, "title"): "New"}))
    page = desk.post(reverse("admin:imports_batch_check", args=[Batch.objects.get().pk]), follow=True).content.decode()
    assert "Write the chosen rows" in page


def test_a_file_that_cannot_be_read_says_so_at_its_field(desk):
    page = upload(desk, b"id,titel\n,x\n")
    assert "Did you mean “title”?" in page.content.decode()
    assert not Batch.objects.exists()


def test_a_batch_can_be_discarded_only_before_it_is_written(desk, putri, law):
    content = edited(taken_out("law", [law.pk]), {(0, "title"): "New"})
    first, second = brought("law", content, putri), brought("law", content, putri)
    written(second, putri)
    for batch in (first, second):
        desk.post(reverse("admin:imports_batch_discard", args=[batch.pk]))
    assert list(Batch.objects.all()) == [second]


def test_one_field_of_a_whole_filtered_list_is_changed_from_the_list(desk):
    query = "?legal_status__exact=repealed"
    number = Law.objects.filter(legal_status="repealed").count()
    action = {
        "action": "change_a_field",
        "select_across": "1",
        "_selected_action": [Law.objects.first().pk],
        "index": "0",
    }
    page = desk.post(admin_url(Law, "changelist") + query, action, follow=True)
    batch = Batch.objects.get()
    assert (batch.lines_read, batch.state) == (number, "choosing")
    page = desk.get(reverse("admin:imports_batch_change", args=[batch.pk]), {"column": "topics"}).content.decode()
    assert "Add to what is there" in page
    choose = reverse("admin:imports_batch_choose", args=[batch.pk])
    page = desk.post(choose, {"column": "topics", "act": "add"}, follow=True).content.decode()
    assert "Say what is to be added" in page
    desk.post(choose, {"column": "topics", "act": "add", "value": ["extradition", "victim-protection"]})
    page = desk.post(reverse("admin:imports_batch_check", args=[batch.pk]), follow=True).content.decode()
    assert "extradition;" in page


def test_only_the_author_continues_a_batch_and_only_users_who_see_its_records_see_it(
    client, putri, ana, rahul, tomasi, law
):
    batch = brought("law", edited(taken_out("law", [law.pk]), {(0, "title"): "New"}), putri)
    page = reverse("admin:imports_batch_change", args=[batch.pk])
    posts = [reverse(f"admin:imports_batch_{step}", args=[batch.pk]) for step in STEPS if step != "undo"]
    for person in (ana, rahul):
        client.force_login(person)
        assert client.get(page).status_code == 200
        assert "Write the chosen rows" not in client.get(page).content.decode()
        assert [client.post(step).status_code for step in posts] == [403] * len(posts)
    assert client.post(reverse("admin:imports_batch_undo", args=[batch.pk])).status_code == 403
    assert client.get(admin_url(Law, "import")).status_code == 403
    client.force_login(tomasi)
    assert [
        client.get(place).status_code for place in (page, admin_url(Law, "import"), admin_url(Law, "export", "csv"))
    ] == [302] * 3
    assert [client.post(step).status_code for step in posts] == [302] * len(posts)
    putri.user_permissions.filter(codename="view_law").delete()
    assert [client.get(step).status_code for step in posts] == [302] * len(posts)
    assert Law.objects.get(pk=law.pk).title == "An Act of the test"


def test_a_user_who_sees_no_laws_sees_no_batch_of_laws(client, django_user_model, putri, law):
    from django.contrib.auth.models import Permission

    batch = brought("law", taken_out("law", [law.pk]), putri)
    clerk = django_user_model.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["view_workshop", "change_workshop"]))
    client.force_login(clerk)
    assert client.get(reverse("admin:imports_batch_change", args=[batch.pk])).status_code == 404
    assert client.post(reverse("admin:imports_batch_undo", args=[batch.pk])).status_code == 404
    assert client.get(admin_url(Law, "export", "csv")).status_code == 403
    assert "laws.csv" not in client.get(reverse("admin:imports_batch_changelist")).content.decode()


def test_the_list_and_the_page_of_a_batch_cost_a_fixed_number_of_queries(desk, putri, django_assert_max_num_queries):
    laws = [Law.objects.create(title=f"Act {number}") for number in range(30)]
    content = edited(taken_out("law", [law.pk for law in laws]), {(row, "title"): f"New {row}" for row in range(30)})
    batch = brought("law", content, putri)
    for _ in range(3):
        written(brought("law", edited(taken_out("law", [laws[0].pk]), {(0, "title"): f"N{_}"}), putri), putri)
    with django_assert_max_num_queries(20):
        desk.get(reverse("admin:imports_batch_changelist"))
    with django_assert_max_num_queries(30):
        desk.get(reverse("admin:imports_batch_change", args=[batch.pk]))
